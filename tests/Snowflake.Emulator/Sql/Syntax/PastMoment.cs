namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>AT or BEFORE: the moment as of which a table is read.</summary>
/// <param name="Kind">TIMESTAMP, OFFSET or STATEMENT.</param>
internal sealed record PastMoment(bool IsBefore, string Kind, Expression Value);
