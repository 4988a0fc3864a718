using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Reads a whole schema from sqlite_master and SQLite's pragmas.</summary>
internal sealed class SqliteSchemaReader(SqliteSession session)
{
    public SchemaDefinition Read(string name)
    {
        var entries = session.Query(
            "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name",
            row => new Entry(row.GetText(0), row.GetText(1), row.GetBoolean(2), row.GetBoolean(3)));
        var shown = entries.Where(e => !IsInternal(e.Name)).ToList();
        return new SchemaDefinition(name, [.. shown.Where(e => e.Type == "table").Select(ReadTable)], Views(), Triggers())
        {
            Unsupported = [.. shown.Where(e => e.Type is "virtual" or "shadow").Select(Refuse)],
        };
    }

    public TableDefinition? ReadTable(string name)
    {
        var found = session.Query(
            "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?1 COLLATE NOCASE",
            row => new Entry(row.GetText(0), row.GetText(1), row.GetBoolean(2), row.GetBoolean(3)), name);
        return found is [{ Type: "table" } entry] ? ReadTable(entry) : null;
    }

    private TableDefinition ReadTable(Entry entry)
    {
        var sql = session.QueryText("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1", entry.Name) ?? "";
        var text = new CreateTableText(sql);
        var parts = new SqliteTableReader(session, entry.Name);
        var columns = parts.Columns();
        var rowIdColumn = parts.RowIdColumn(entry.WithoutRowId);
        var numbers = rowIdColumn is not null && session.DescribeColumn(entry.Name, rowIdColumn).AutoIncrement;
        return new TableDefinition(entry.Name, columns)
        {
            PrimaryKey = parts.PrimaryKey(),
            UniqueKeys = parts.UniqueKeys(),
            Indexes = parts.Indexes(),
            ForeignKeys = parts.ForeignKeys(text.DeferredReferences()),
            Checks = text.Checks(),
            IsWithoutRowId = entry.WithoutRowId,
            IsStrict = entry.Strict,
            RowIdColumn = rowIdColumn,
            HasAutoIncrement = numbers,
            LastNumber = numbers ? new TableState(session).Sequence(entry.Name) : null,
            Sql = sql,
        };
    }

    private IReadOnlyList<ViewDefinition> Views() => session.Query(
        "SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid",
        row => new ViewDefinition(row.GetText(0), row.GetText(1)));

    private IReadOnlyList<TriggerDefinition> Triggers() => session.Query(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid",
        row => new TriggerDefinition(row.GetText(0), row.GetText(1), row.GetText(2)));

    private static UnsupportedObject Refuse(Entry entry) => new(entry.Name, entry.Type == "virtual"
        ? "It is a virtual table, whose rows its module makes. Create it anew in the target and fill it from its content table."
        : "It is part of a virtual table and is made with it.");

    private static bool IsInternal(string name) =>
        name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || SqliteNames.IsOwn(name);

    private sealed record Entry(string Name, string Type, bool WithoutRowId, bool Strict);
}
