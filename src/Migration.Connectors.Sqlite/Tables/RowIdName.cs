using Migration.Connectors.Schema;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>The name under which a table's row id can be reached.</summary>
internal static class RowIdName
{
    private static readonly string[] s_names = ["rowid", "_rowid_", "oid"];

    /// <summary>Null where the table has none, or where columns bear all three names.</summary>
    public static string? Of(TableDefinition table) =>
        table.IsWithoutRowId ? null : Array.Find(s_names, name => table.FindColumn(name) is null);
}
