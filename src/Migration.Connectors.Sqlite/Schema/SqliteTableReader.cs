using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Reads the parts of one table from SQLite's pragmas.</summary>
internal sealed class SqliteTableReader(SqliteSession session, string table)
{
    private const string GeneratedSuffix = " GENERATED ALWAYS";

    public IReadOnlyList<ColumnDefinition> Columns() => session.Query(
        "SELECT name, type, \"notnull\", dflt_value, hidden FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid",
        row => new ColumnDefinition(row.GetText(0), TypeOf(row.GetText(1)))
        {
            Type = SqliteTypes.Of(TypeOf(row.GetText(1))),
            NotNull = row.GetBoolean(2),
            DefaultExpression = row.GetTextOrNull(3),
            Generation = row.GetInteger(4) switch { 2 => ColumnGeneration.Virtual, 3 => ColumnGeneration.Stored, _ => ColumnGeneration.None },
            Collation = session.DescribeColumn(table, row.GetText(0)).Collation,
        }, table);

    /// <summary>In the order of the key, not of the columns.</summary>
    public KeyDefinition? PrimaryKey()
    {
        var index = IndexList().FirstOrDefault(i => i.Origin == "pk");
        if (index is not null)
            return new KeyDefinition(index.Name, Parts(index.Name));
        var columns = session.Query(
            "SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk", row => new KeyColumn(row.GetText(0)), table);
        return columns.Count == 0 ? null : new KeyDefinition("", columns);
    }

    /// <summary>The INTEGER PRIMARY KEY: one column of exactly this type, with no index of its own behind it.</summary>
    public string? RowIdColumn(bool withoutRowId)
    {
        var columns = session.Query(
            "SELECT name, type FROM pragma_table_xinfo(?1) WHERE pk > 0", row => (Name: row.GetText(0), Type: row.GetText(1)), table);
        return !withoutRowId && columns is [var only] && only.Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase)
            && !IndexList().Any(i => i.Origin == "pk") ? only.Name : null;
    }

    public IReadOnlyList<KeyDefinition> UniqueKeys() =>
        [.. IndexList().Where(i => i.Origin == "u").Select(i => new KeyDefinition(i.Name, Parts(i.Name)))];

    public IReadOnlyList<IndexDefinition> Indexes() =>
        [.. IndexList().Where(i => i.Origin == "c").Select(i => new IndexDefinition(i.Name, i.Unique, i.Partial, Parts(i.Name), SqlOf(i.Name)))];

    /// <param name="deferred">In the order of the text, which is the reverse of the pragma's.</param>
    public IReadOnlyList<ForeignKeyDefinition> ForeignKeys(IReadOnlyList<bool> deferred)
    {
        var parts = session.Query(
            "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq",
            row => (Id: row.GetInteger(0), Table: row.GetText(1), From: row.GetText(2), To: row.GetTextOrNull(3), OnUpdate: row.GetText(4), OnDelete: row.GetText(5)),
            table);
        return
        [
            .. parts.GroupBy(p => p.Id).Select((key, place) => new ForeignKeyDefinition(
                [.. key.Select(p => p.From)], key.First().Table, [.. key.Where(p => p.To is not null).Select(p => p.To!)])
            {
                OnUpdate = key.First().OnUpdate,
                OnDelete = key.First().OnDelete,
                IsDeferred = place < deferred.Count && deferred[place],
            }),
        ];
    }

    private IReadOnlyList<IndexEntry> IndexList() => session.Query(
        "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?1) ORDER BY seq DESC",
        row => new IndexEntry(row.GetText(0), row.GetBoolean(1), row.GetText(2), row.GetBoolean(3)), table);

    private IReadOnlyList<KeyColumn> Parts(string index) => session.Query(
        "SELECT name, coll, desc FROM pragma_index_xinfo(?1) WHERE key = 1 ORDER BY seqno",
        row => new KeyColumn(row.GetTextOrNull(0), row.GetText(1), row.GetBoolean(2)), index);

    private string SqlOf(string index) =>
        session.QueryText("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?1", index) ?? "";

    private static string TypeOf(string declared) => declared.EndsWith(GeneratedSuffix, StringComparison.OrdinalIgnoreCase)
        ? declared[..^GeneratedSuffix.Length]
        : declared.Equals(GeneratedSuffix.TrimStart(), StringComparison.OrdinalIgnoreCase) ? "" : declared;

    private sealed record IndexEntry(string Name, bool Unique, string Origin, bool Partial);
}
