using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Keys that cut a table into parts of one size: one walk in the order of the key, which costs about what counting the rows does.</summary>
internal sealed class KeyCut(SqliteSession session, RowShape shape)
{
    public IReadOnlyList<byte[]> Cut(int parts)
    {
        var step = session.QueryInteger($"SELECT count(*) FROM {shape.Table}{(shape.Filter is null ? "" : $" WHERE ({shape.Filter})")}") / parts;
        if (step == 0)
            return [];
        using var reader = new RowReader(session, shape);
        using var first = Prepare(after: false);
        using var next = Prepare(after: true);
        var keys = new List<byte[]>();
        while (keys.Count < parts - 1 && Walk(keys.Count == 0 ? first : next, keys.Count == 0 ? [] : keys[^1], step, reader) is { } key)
            keys.Add(key);
        return keys;
    }

    private SqliteStatement Prepare(bool after) => session.Prepare(shape.Select(shape.Key, after, upTo: false) + " LIMIT 1 OFFSET ?");

    private static byte[]? Walk(SqliteStatement statement, byte[] after, long rows, RowReader reader)
    {
        var parameter = KeyComparison.Bind(statement, 1, after);
        statement.Bind(parameter, rows - 1);
        var key = statement.Step() ? reader.KeyOf(statement) : null;
        statement.Reset();
        return key;
    }
}
