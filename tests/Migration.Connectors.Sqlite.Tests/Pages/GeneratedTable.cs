using System.Globalization;
using System.Text;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tests.Pages;

/// <summary>A table t of random rows, the same for the same seed: every storage class in columns of every affinity, short and long, with gaps where rows were.</summary>
internal sealed class GeneratedTable(int seed)
{
    private const int ReserveBytes = 38;

    private readonly Random _random = new(seed);

    /// <param name="pragmas">That come before the first page.</param>
    /// <param name="reserved">Bytes that each page keeps free at its end.</param>
    public void Make(string path, string pragmas, int rows = 300, int reserved = 0, bool hasKey = true)
    {
        using var session = SqliteSession.Open(path, SessionMode.Create, "generated");
        Reserve(session, reserved);
        session.Execute(pragmas);
        session.Execute($"CREATE TABLE other(x); CREATE TABLE t({(hasKey ? "id INTEGER PRIMARY KEY" : "id")}, r REAL, n INTEGER, s TEXT, m DECIMAL(10,2), x, b BLOB)");
        session.Execute("BEGIN");
        foreach (var id in Ids(rows))
        {
            session.Execute($"INSERT INTO t({(hasKey ? "id" : "rowid")}, r, n, s, m, x, b) VALUES ({id}, {Value()}, {Value()}, {Value()}, {Value()}, {Value()}, {Value()})");
            session.Execute($"INSERT INTO other VALUES ({Value()})");
        }
        session.Execute("COMMIT; DELETE FROM t WHERE abs(random() % 4) = 0; UPDATE t SET s = NULL, x = 1 WHERE abs(random() % 5) = 0; UPDATE t SET b = zeroblob(900) WHERE abs(random() % 7) = 0");
    }

    private IEnumerable<string> Ids(int rows)
    {
        var ids = new HashSet<long> { long.MinValue, long.MaxValue, -1, 0, 1 };
        while (ids.Count < rows)
            ids.Add(_random.Next(3) == 0 ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.Next(-5000, 5000));
        return ids.Select(id => id == long.MinValue ? "-9223372036854775807 - 1" : id.ToString(CultureInfo.InvariantCulture));
    }

    private string Value() => _random.Next(14) switch
    {
        0 or 1 => "NULL",
        2 => _random.Next(-200, 200).ToString(CultureInfo.InvariantCulture),
        3 => (_random.NextInt64() >> _random.Next(64)).ToString(CultureInfo.InvariantCulture),
        4 => (-(_random.NextInt64() >> _random.Next(63))).ToString(CultureInfo.InvariantCulture),
        5 => _random.Next(2).ToString(CultureInfo.InvariantCulture),
        6 => (_random.NextDouble() * Math.Pow(10, _random.Next(-300, 300))).ToString("E16", CultureInfo.InvariantCulture),
        7 => _random.Next(-50, 50).ToString(CultureInfo.InvariantCulture) + ".0",
        8 => _random.Next(4) == 0 ? "1e999" : "-0.0",
        9 => $"'{_random.Next(1000)}'",
        10 => $"'{Text(_random.Next(60))}'",
        11 => $"'{Text(_random.Next(_random.Next(6) == 0 ? 40_000 : 3000))}'",
        12 => $"x'{Convert.ToHexString(Bytes(_random.Next(_random.Next(6) == 0 ? 60_000 : 500)))}'",
        _ => "CAST(x'ff00c3' AS TEXT)",
    };

    private string Text(int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
            text.Append(_random.Next(20) == 0 ? "😀é" : ((char)('a' + _random.Next(26))).ToString());
        return text.ToString();
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static unsafe void Reserve(SqliteSession session, int bytes)
    {
        fixed (byte* schema = "main\0"u8)
            session.Check(Sqlite3.FileControl(session.Pointer, schema, ReserveBytes, &bytes));
    }
}
