namespace Snowflake.SqlApi.Settings;

/// <summary>How long one request is tried again.</summary>
/// <param name="MaxRetries">Attempts after the first; zero for none.</param>
/// <param name="Timeout">The time after which no further attempt begins.</param>
internal sealed record RetrySettings(int MaxRetries, TimeSpan Timeout);
