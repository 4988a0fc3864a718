namespace Migration.Connectors;

/// <summary>One entry of the configuration's <c>databases</c>.</summary>
/// <param name="Name">The name that plans use.</param>
/// <param name="Kind">The engine: <c>sqlite</c>, <c>postgres</c>, <c>snowflake</c>.</param>
/// <param name="Values">The engine's own settings; <c>path</c> for SQLite, <c>connection</c> for PostgreSQL and Snowflake.</param>
public sealed record DatabaseSettings(string Name, string Kind, IReadOnlyDictionary<string, string> Values);
