using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Migration.Conformance;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Generated rows sent to Snowflake and back are those that were sent.</summary>
public sealed class AnyValueTests
{
    private const string Columns = "id INTEGER PRIMARY KEY, i BIGINT, d DOUBLE, n \"DECIMAL TEXT(30,10)\", s TEXT, y BLOB, b BOOLEAN, dt DATE, tm TIME, ts TIMESTAMP, tz TIMESTAMPTZ";

    private static readonly string[] s_columns = ["i", "d", "n", "s", "y", "b", "dt", "tm", "ts", "tz"];

    private static readonly Gen<string> s_integer = Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>().Select(i => i.ToString(CultureInfo.InvariantCulture)), Gen.Elements("9223372036854775807", "-9223372036854775807 - 1", "0"));

    private static readonly Gen<string> s_double = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(d => (d + 0.0).ToString("0.0###################E+000", CultureInfo.InvariantCulture)), Gen.Elements("9e999", "-9e999", "5e-324", "1.7976931348623157e308"));

    private static readonly Gen<string> s_decimal = Gen.Choose(int.MinValue, int.MaxValue).SelectMany(whole => Gen.Choose(1, 9_999).Select(part => $"'{whole}.{(part % 10 == 0 ? part + 1 : part):D4}'"));

    private static readonly Gen<string> s_text = ArbMap.Default.GeneratorFor<string>()
        .Where(s => s is not null && !s.Contains('\0', StringComparison.Ordinal) && s.EnumerateRunes().All(rune => rune.Value != 0xFFFD)).Select(s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'");

    private static readonly Gen<string> s_bytes = ArbMap.Default.GeneratorFor<byte[]>().Where(b => b is not null).Select(b => $"x'{Convert.ToHexString(b)}'");

    private static readonly Gen<DateTime> s_moment = Gen.OneOf(
        Gen.Choose(0, 3_652_058).SelectMany(day => Gen.Choose(0, 86_399).SelectMany(second => Gen.Choose(0, 999_999).Select(part => DateTime.MinValue.AddDays(day).AddSeconds(second).AddMicroseconds(part)))),
        Gen.Elements(new DateTime(1969, 12, 31, 23, 59, 59, 500), new DateTime(1970, 1, 1), new DateTime(1582, 10, 10)));

    private static readonly Gen<string> s_row = s_integer.SelectMany(i => s_double.SelectMany(d => s_decimal.SelectMany(n => s_text.SelectMany(s => s_bytes.SelectMany(y => s_moment.SelectMany(at => Gen.Choose(0, 511).Select(nulls =>
        string.Join(", ", ((string[])[i, d, n, s, y, $"{nulls & 1}", Date(at), Time(at), Stamp(at), $"{Stamp(at).TrimEnd('\'')}+00:00'"]).Select((value, place) => (nulls >> place & 1) == 1 && place != 5 ? "NULL" : value)))))))));

    [SkippableFact]
    public void Rows_SentToSnowflakeAndBack_AreTheSame()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3).WithEndSize(100),
            Prop.ForAll(Gen.ArrayOf(s_row, 60).ToArbitrary(), rows => SendAsync(rows).GetAwaiter().GetResult()));
    }

    private static async Task<bool> SendAsync(string[] rows)
    {
        using var databases = new TestDatabases();
        databases.Sqlite("one", $"CREATE TABLE t({Columns}); INSERT INTO t VALUES {string.Join(", ", rows.Select((row, id) => $"({id}, {row})"))}").Snowflake("two").Sqlite("three");
        foreach (var (from, to) in ((string, string)[])[("one", "two"), ("two", "three")])
        {
            var validation = await TableRun.Of(databases, "t", batchSize: 25, source: from, target: to).RunAsync();
            Assert.Equal((from, TableVerdict.Equal, validation.Summary), (from, validation.Verdict, validation.Summary));
        }
        foreach (var column in s_columns)
            Assert.Equal(databases.Rows("one", $"SELECT quote({column}) FROM t ORDER BY id"), databases.Rows("three", $"SELECT quote({column}) FROM t ORDER BY id"));
        await HashAsync(databases, rows.Length);
        return true;
    }

    /// <summary>Snowflake hashes each range as the worker did.</summary>
    private static async Task HashAsync(TestDatabases databases, int count)
    {
        databases.Snowflake("four");
        var run = TableRun.Of(databases, "t", batchSize: 10, execution: "run-2", source: "one", target: "four").With(job => job with
        {
            Table = job.Table with { Columns = [.. s_columns.Prepend("id").Select(column => new ColumnMapping { SourceColumn = column, TargetColumn = column })] },
        });
        await run.RunAsync();
        await using var table = await OpenTable.OfAsync(databases, run);
        var ranges = await table.LedgerAsync();

        var within = await table.Target.HashWithinAsync(ranges, CancellationToken.None);

        Assert.Equal(count, ranges.Sum(range => range.Hash.Rows));
        Assert.All(ranges.Zip(within), pair => Assert.Equal<RangeHash?>(pair.First.Hash, pair.Second));
        Assert.Contains(ranges, range => range.Hash.Kind == RowHashKind.TextWithReals);
    }

    private static string Date(DateTime at) => $"'{at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private static string Time(DateTime at) => $"'{at.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)}'";

    private static string Stamp(DateTime at) => $"'{at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)}'";
}
