using System.Globalization;
using Migration.Conformance;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Floats, of which Snowflake's own text has ten digits: they are hashed there and come back to the last bit.</summary>
public sealed class ExactRealTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableFact]
    public async Task Floats_SentAndReadBack_AreHashedInSnowflakeAsHere_AndKeepEachBit()
    {
        var databases = Databases();
        var rows = Values().Select((value, id) => $"({id}, '{Text(value)}', '{Single(value)}')").Append($"({1_000_000}, NULL, NULL)");
        databases.Postgres("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, d DOUBLE PRECISION, r REAL); INSERT INTO t VALUES {string.Join(", ", rows)}").Snowflake("middle");
        databases.Postgres("target", "CREATE TABLE t(\"ID\" INTEGER PRIMARY KEY, \"D\" DOUBLE PRECISION, \"R\" REAL)");
        var into = TableRun.Of(databases, "t", batchSize: 150, source: "source", target: "middle");
        var outOf = TableRun.Of(databases, "T", batchSize: 150, execution: "run-2", source: "middle", target: "target").With(job => job with { Table = job.Table with { TargetTable = "t" } });

        var sent = await into.RunAsync();
        Assert.Equal((TableVerdict.Equal, sent.Summary), (sent.Verdict, sent.Summary));
        Assert.Equal([], await OtherwiseAsync(databases, into, table => table.Target));
        Assert.Equal(TableVerdict.Equal, (await outOf.RunAsync()).Verdict);

        const string Bits = "SELECT {0} || ' ' || coalesce(encode(float8send(nullif({1}, 'NaN')), 'hex'), ({1})::text, '') || ' ' || coalesce(encode(float4send(nullif({2}, 'NaN')), 'hex'), ({2})::text, '') FROM t ORDER BY {0}";
        // There is one zero and one NaN on the way.
        Assert.Equal(databases.Rows("source", string.Format(CultureInfo.InvariantCulture, Bits, "id", "d + 0", "r + 0::real")), databases.Rows("target", string.Format(CultureInfo.InvariantCulture, Bits, "\"ID\"", "\"D\"", "\"R\"")));
    }

    [SkippableFact]
    public async Task Floats_ReadFromSnowflake_AreHashedThereAsTheyWereRead()
    {
        var databases = Databases();
        var rows = Values().Where(double.IsFinite).Select((value, id) => $"({id}, '{Text(value)}')");
        databases.Snowflake("source", $"CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, d FLOAT); INSERT INTO t SELECT n, x::FLOAT FROM (VALUES {string.Join(", ", rows)}) AS v(n, x)").Sqlite("target");
        var run = TableRun.Of(databases, "T", batchSize: 150);
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);

        Assert.Equal([], await OtherwiseAsync(databases, run, table => table.Source));
    }

    [SkippableFact]
    public async Task Validation_OfATableWithFloats_ReadsNoRow_AndSeesTheLastBit()
    {
        var databases = Databases();
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v DOUBLE); INSERT INTO t VALUES (1, 0.1), (2, 1e300), (3, NULL)").Snowflake("target");
        var run = TableRun.Of(databases, "t");
        await run.RunAsync();
        var before = account.Sent().Count;

        var equal = await run.ValidateAsync();
        Assert.Equal((TableVerdict.Equal, equal.Summary), (equal.Verdict, equal.Summary));
        Assert.DoesNotContain(account.Sent().Skip(before), PrivateAccount.ReadsRows);
        databases.Execute("target", "UPDATE t SET v = '0.10000000000000002'::FLOAT WHERE id = 1");
        var changed = await run.ValidateAsync();

        Assert.Equal(TableVerdict.Different, changed.Verdict);
        Assert.Equal(["1"], changed.Mismatches.SelectMany(mismatch => mismatch.Keys));
    }

    [SkippableTheory]
    [InlineData("NUMERIC(10,4)", "3.1416")]
    [InlineData("TEXT", "3.141592653589793")]
    [InlineData("REAL", "3.1415927")]
    public async Task Float_ForAColumnOfAnotherType_IsReadWhole(string type, string arrives)
    {
        var databases = Databases();
        databases.Snowflake("source", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v FLOAT); INSERT INTO t SELECT 1, '3.141592653589793116'::FLOAT").Postgres("target", $"CREATE TABLE t(\"ID\" INTEGER PRIMARY KEY, \"V\" {type})");
        var run = TableRun.Of(databases, "T").With(job => job with { Table = job.Table with { TargetTable = "t" } });

        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);

        Assert.Equal(arrives, databases.Scalar("target", "SELECT \"V\"::text FROM t"));
    }

    /// <summary>What borders on each power of two at which a text changes its form, extremes, and any bits.</summary>
    private static List<double> Values()
    {
        var random = new Random(5);
        var borders = Enumerable.Range(-42, 82).Select(place => Math.ScaleB(1, Math.Max(place * RealText.DigitBits, -1074))).Concat([1, 2, 4_503_599_627_370_496, 9_007_199_254_740_991, 2.2250738585072014e-308]);
        List<double> values = [0, -0.0, 0.1, -0.1, 1.0 / 3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, Math.ScaleB(1, 1023)];
        values.AddRange(borders.SelectMany(border => (double[])[border, Math.BitIncrement(border), Math.BitDecrement(border), -border]));
        values.AddRange(Enumerable.Range(0, 300).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))).Where(double.IsFinite));
        values.AddRange(Enumerable.Range(0, 60).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(1, 1L << 52))));
        return values;
    }

    /// <summary>Ranges that Snowflake hashes otherwise than the worker.</summary>
    private static async Task<IReadOnlyList<long>> OtherwiseAsync(TestDatabases databases, TableRun run, Func<OpenTable, IRowHashing> side)
    {
        await using var table = await OpenTable.OfAsync(databases, run);
        var ranges = await table.LedgerAsync();
        Assert.All(ranges.Where(range => range.Hash.Rows > 0), range => Assert.Equal(RowHashKind.TextWithReals, range.Hash.Kind));
        var within = await side(table).HashWithinAsync(ranges, CancellationToken.None);
        return [.. ranges.Zip(within).Where(pair => pair.First.Hash != pair.Second).Select(pair => pair.First.Ordinal)];
    }

    private static string Text(double value) => double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("R", CultureInfo.InvariantCulture);

    // PostgreSQL refuses what is too small or too large for 4 bytes.
    private static string Single(double value) => Math.Abs(value) is > 1e-37 and < 3e38 ? Text((float)value) : double.IsFinite(value) ? "0" : Text(value);

    private TestDatabases Databases()
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        return _databases!;
    }
}
