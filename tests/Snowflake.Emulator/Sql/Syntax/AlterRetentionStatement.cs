namespace Snowflake.Emulator.Sql.Syntax;

/// <param name="Kind">ACCOUNT, DATABASE or SCHEMA.</param>
/// <param name="Name">Null for the account.</param>
/// <param name="Days">Null for UNSET.</param>
internal sealed record AlterRetentionStatement(string Kind, ObjectName? Name, int? Days) : Statement;
