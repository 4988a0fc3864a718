namespace Snowflake.SqlApi.Settings;

/// <summary>
/// What a statement runs in. Each request names it anew, since no session lives across requests.
/// Names are as Snowflake stores them, without SQL quotes; empty means the user's default.
/// </summary>
internal sealed record StatementContext(string Database, string Schema, string Warehouse, string Role);
