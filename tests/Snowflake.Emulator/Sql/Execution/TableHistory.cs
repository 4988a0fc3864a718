using Snowflake.Emulator.Sql.Catalog;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What a table of PostgreSQL has so that its rows can be read as of a moment.</summary>
internal static class TableHistory
{
    /// <summary>The column with the transaction that wrote a row.</summary>
    public const string Added = "added xid8 NOT NULL DEFAULT pg_current_xact_id()";

    public static string Sql(Table table) =>
        $"; CREATE TRIGGER wrote BEFORE UPDATE ON {table.Stored} FOR EACH ROW EXECUTE FUNCTION sf.wrote()"
        + $"; CREATE TRIGGER updated AFTER UPDATE ON {table.Stored} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sf.keep('{table.History}')"
        + $"; CREATE TRIGGER deleted AFTER DELETE ON {table.Stored} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sf.keep('{table.History}')";

    /// <summary>Where the past is read, it has the columns that the table has now.</summary>
    public static string Alter(Table table, string action) => $"ALTER TABLE IF EXISTS {table.History} {action}";
}
