using Migration.Connectors.Tables;

namespace Migration.Conformance;

/// <summary>Ranges of tables by every kind of key, between every pair of engines.</summary>
public sealed class KeyTests : IDisposable
{
    private const string Rows = "(1, 'b', 10), (2, 'A', 20), (3, 'a', 30), (7, 'é', 40), (-9223372036854775808, 'z', 50), (9223372036854775807, '', 60), (0, 'B', 70)";

    // The columns of a table, and rows of it where the common ones do not fit.
    private static readonly Dictionary<string, (string Columns, string Rows)> s_tables = new()
    {
        ["integer"] = ("a BIGINT PRIMARY KEY, b VARCHAR(9), c BIGINT", Rows),
        ["text"] = ("a BIGINT, b TEXT NOT NULL PRIMARY KEY, c BIGINT", Rows),
        ["composite"] = ("a BIGINT NOT NULL, b TEXT NOT NULL, c BIGINT, PRIMARY KEY (b, a)", Rows),
        ["unique"] = ("a BIGINT NOT NULL UNIQUE, b TEXT, c BIGINT", Rows),
        ["nullable"] = ("a BIGINT UNIQUE, b TEXT, c BIGINT", "(1, 'x', 1), (NULL, 'y', 2), (NULL, 'z', 3), (2, 'w', 4), (NULL, 'v', 5)"),
        ["nullable composite"] = ("a BIGINT, b TEXT, c BIGINT, UNIQUE (a, b)", "(1, 'x', 1), (1, NULL, 2), (NULL, 'z', 3), (2, 'w', 4), (NULL, NULL, 5)"),
        ["none"] = ("a BIGINT, b TEXT, c BIGINT", "(1, 'x', 1), (1, 'x', 1), (1, 'x', 1), (NULL, NULL, NULL), (2, 'y', 2), (NULL, NULL, NULL)"),
        ["empty"] = ("a BIGINT PRIMARY KEY, b TEXT, c BIGINT", ""),
    };

    private readonly TestDatabases _databases = new();

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            // Into Snowflake, keys of one other engine say enough.
            foreach (var pair in Engines.PairsOfOneCase.Where(pair => pair is not ["postgres", "snowflake"]))
            {
                foreach (var key in s_tables.Keys)
                    cases.Add((string)pair[0], (string)pair[1], key);
            }
            return cases;
        }
    }

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Table_InSlicesOfARange_IsEqualAndRollsBack(string source, string target, string key)
    {
        _databases.Make(source, "source", Table(key)).Make(target, "target");
        var run = TableRun.Of(_databases, "t", batchSize: 2);

        var validation = await run.RunAsync();
        var copied = Dump("target");
        await run.RollbackAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(Dump("source"), copied);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Table_IntoOneWithRows_AddsAndTakesBackItsOwn(string source, string target, string key)
    {
        const string Before = "INSERT INTO t VALUES (100, 'before', 1), (101, 'before 2', 2)";
        _databases.Make(source, "source", Table(key)).Make(target, "target", $"CREATE TABLE t({s_tables[key].Columns}); {Before}");
        var run = TableRun.Of(_databases, "t", batchSize: 2);
        var before = Dump("target");

        var validation = await run.RunAsync();
        var added = Dump("target");
        await run.RollbackAsync();
        var verification = await run.VerifyRollbackAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal([.. Dump("source").Concat(before).Order(StringComparer.Ordinal)], added);
        Assert.True(verification.Equal, verification.Summary);
        Assert.Equal(before, Dump("target"));
    }

    private static string Table(string key) => $"CREATE TABLE t({s_tables[key].Columns});" + (s_tables[key].Rows.Length == 0 ? "" : $" INSERT INTO t VALUES {s_tables[key].Rows}");

    private IReadOnlyList<string> Dump(string database) =>
        [.. _databases.Rows(database, "SELECT coalesce(CAST(a AS TEXT), '~') || '|' || coalesce(b, '~') || '|' || coalesce(CAST(c AS TEXT), '~') FROM t").Order(StringComparer.Ordinal)];
}
