namespace Snowflake.SqlApi.Settings;

/// <summary>One thing that is wrong with a connection string.</summary>
/// <param name="Key">The key that it is about, in lower case.</param>
/// <param name="Message">A sentence that says what is wrong and what to do; never the value of a secret.</param>
public sealed record ConnectionStringProblem(string Key, string Message);
