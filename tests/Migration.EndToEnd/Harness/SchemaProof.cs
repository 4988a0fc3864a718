namespace Migration.EndToEnd.Harness;

/// <summary>The structure of a database as SQLite itself reports it: what holds, not how it was written.</summary>
internal static class SchemaProof
{
    public static IReadOnlyList<string> Of(string path) =>
        [.. DatabaseProof.TableNames(path).SelectMany(table => OfTable(path, table)), .. Others(path)];

    private static IEnumerable<string> OfTable(string path, string table)
    {
        var name = DatabaseProof.Literal(table);
        return Lines($"{table} table", $"SELECT ncol, wr, strict FROM pragma_table_list({name})")
            .Concat(Lines($"{table} column", $"SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo({name}) ORDER BY cid"))
            .Concat(Lines($"{table} reference", $"SELECT \"table\", \"from\", coalesce(\"to\", ''), on_update, on_delete, seq FROM pragma_foreign_key_list({name}) ORDER BY 1, 2, 3"))
            .Concat(Lines($"{table} index", $"""
                SELECT CASE WHEN list.origin = 'c' THEN list.name ELSE list.origin END, list."unique", list.partial, info.seqno, info.name, info."desc", info.coll, info.key
                FROM pragma_index_list({name}) AS list, pragma_index_xinfo(list.name) AS info
                ORDER BY 1, list."unique", group_concat(info.name) OVER (PARTITION BY list.name), info.seqno
                """));

        IEnumerable<string> Lines(string kind, string sql) =>
            DatabaseProof.Select(path, sql).Select(row => $"{kind}: {string.Join(" | ", row)}");
    }

    private static IEnumerable<string> Others(string path) => DatabaseProof
        .Select(path, "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY type, name")
        .Select(row => string.Join(' ', row));
}
