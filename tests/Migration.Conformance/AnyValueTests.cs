using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Migration.Connectors.Tables;

namespace Migration.Conformance;

/// <summary>Generated rows sent from engine to engine and back are those that were sent.</summary>
public sealed class AnyValueTests
{
    private const string Columns = "id BIGINT PRIMARY KEY, i BIGINT, d DOUBLE PRECISION, n NUMERIC(30,10), s TEXT, y BYTEA, b BOOLEAN, dt DATE, ts TIMESTAMP, u UUID, iv INTERVAL, j JSON";
    private static readonly string[] s_columns = ["id", "i", "d", "trim_scale(n)", "s", "y", "b", "dt", "ts", "u", "iv", "j::text"];

    // Names without quotes arrive from Snowflake in upper case, and intervals as text.
    private const string FromSnowflake = """SELECT "ID" AS id, "I" AS i, "D" AS d, "N" AS n, "S" AS s, "Y" AS y, "B" AS b, "DT" AS dt, "TS" AS ts, "U" AS u, "IV"::interval AS iv, "J" AS j FROM t""";

    private static readonly Gen<string> s_bigint = Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>().Select(i => i.ToString(CultureInfo.InvariantCulture)), Gen.Elements("9223372036854775807", "-9223372036854775808", "0", "-1"));

    private static readonly Gen<string> s_double = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>().Where(d => !double.IsNaN(d)).Select(d => d + 0.0).Select(Double), Gen.Elements("'Infinity'", "5e-324", "1.7976931348623157e308", "0.1", "-2.5"));

    private static readonly Gen<string> s_decimal = ArbMap.Default.GeneratorFor<long>().SelectMany(whole => Gen.Choose(0, 999_999_999).Select(part => $"{whole}.{part:D9}"));

    private static readonly Gen<string> s_text = ArbMap.Default.GeneratorFor<string>()
        .Where(s => s is not null && !s.Contains('\0', StringComparison.Ordinal) && IsSound(s)).Select(s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'");

    private static readonly Gen<string> s_bytes = ArbMap.Default.GeneratorFor<byte[]>().Where(b => b is not null).Select(b => $"'\\x{Convert.ToHexString(b)}'");

    private static readonly Gen<string> s_timestamp = Gen.OneOf(
        Gen.Choose(-900_000_000, 900_000_000).SelectMany(s => Gen.Choose(0, 999_999).Select(us => $"timestamp '2000-01-01' + interval '{s} seconds' + interval '{us} microseconds'")),
        Gen.Choose(-6_000, 250_000).Select(y => $"timestamp '2000-03-01' + interval '{y} years' - interval '1 day'"),
        Gen.Elements("'infinity'", "'-infinity'", "'0001-01-01'", "'0001-12-31 23:59:59.999999 BC'", "'9999-12-31 23:59:59.999999'"));

    private static readonly Gen<string> s_date = Gen.OneOf(Gen.Choose(-2_400_000, 2_000_000).Select(d => $"date '2000-01-01' + {d}"), Gen.Elements("'infinity'", "'-infinity'"));

    private static readonly Gen<string> s_interval = ArbMap.Default.GeneratorFor<(int, int, long)>().Select(v =>
        $"make_interval(months => {v.Item1 % 100_000}, days => {v.Item2}) + interval '{v.Item3 % 1_000_000_000_000} microseconds'");

    private static readonly Gen<string> s_dateOfSnowflake = Gen.Choose(-730_000, 2_900_000).Select(d => $"date '2000-01-01' + {d}");

    private static readonly Gen<string> s_timestampOfSnowflake = s_dateOfSnowflake.SelectMany(date => Gen.Choose(0, 999_999).Select(us => $"({date}) + interval '{us} microseconds'"));

    private static Gen<string> Rows(Gen<string> date, Gen<string> timestamp) => Gen.ArrayOf(s_bigint.Or("NULL"), 1).SelectMany(i => s_double.Or("NULL").SelectMany(d => s_decimal.Or("NULL").SelectMany(n => s_text.Or("NULL").SelectMany(s =>
        s_bytes.Or("NULL").SelectMany(y => Gen.Elements("true", "false", "NULL").SelectMany(b => date.Or("NULL").SelectMany(dt => timestamp.Or("NULL").SelectMany(ts =>
            ArbMap.Default.GeneratorFor<Guid>().Select(u => $"'{u}'").Or("NULL").SelectMany(u => s_interval.Or("NULL").SelectMany(iv => s_text.Select(t => $"to_json({t}::text)").Or("NULL").Select(j =>
                string.Join(", ", i[0], d, n, s, y, b, dt, ts, u, iv, j))))))))))));

    [SkippableFact]
    public void Rows_SentThroughEveryPairAndBack_AreTheSame()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(4).WithEndSize(200),
            Prop.ForAll(Gen.ArrayOf(Rows(s_date, s_timestamp), 150).ToArbitrary(), rows => SendAsync(rows).GetAwaiter().GetResult()));
    }

    [SkippableFact]
    public void Rows_SentIntoSnowflakeWithinItAndBack_AreTheSame()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2).WithEndSize(100),
            Prop.ForAll(Gen.ArrayOf(Rows(s_dateOfSnowflake, s_timestampOfSnowflake), 60).ToArbitrary(), rows => SendThroughSnowflakeAsync(rows).GetAwaiter().GetResult()));
    }

    private static async Task<bool> SendAsync(string[] rows)
    {
        using var databases = new TestDatabases();
        databases.Postgres("one", $"CREATE TABLE t({Columns}); INSERT INTO t VALUES {Values(rows)}").Postgres("two").Sqlite("three").Sqlite("four").Postgres("five");
        foreach (var (from, to) in ((string, string)[])[("one", "two"), ("two", "three"), ("three", "four"), ("four", "five")])
        {
            var validation = await TableRun.Of(databases, "t", batchSize: 64, source: from, target: to).RunAsync();
            Assert.Equal((from, TableVerdict.Equal, validation.Summary), (from, validation.Verdict, validation.Summary));
        }
        foreach (var column in s_columns)
            Assert.Equal(databases.Rows("one", $"SELECT {column} FROM t ORDER BY id"), databases.Rows("five", $"SELECT {column} FROM t ORDER BY id"));
        return true;
    }

    private static async Task<bool> SendThroughSnowflakeAsync(string[] rows)
    {
        using var databases = new TestDatabases();
        databases.Postgres("one", $"CREATE TABLE t({Columns}); INSERT INTO t VALUES {Values(rows)}").Snowflake("two").Snowflake("three").Postgres("four");
        foreach (var (from, to) in ((string, string)[])[("one", "two"), ("two", "three"), ("three", "four")])
        {
            var validation = await TableRun.Of(databases, "t", batchSize: 25, source: from, target: to).RunAsync();
            Assert.Equal((from, TableVerdict.Equal, validation.Summary), (from, validation.Verdict, validation.Summary));
        }
        foreach (var column in s_columns)
            Assert.Equal(databases.Rows("one", $"SELECT ({column})::text FROM t ORDER BY id"), databases.Rows("four", $"SELECT ({column})::text FROM ({FromSnowflake}) AS t ORDER BY id"));
        return true;
    }

    private static string Values(string[] rows) => string.Join(", ", rows.Select((row, id) => $"({id}, {row})"));

    private static string Double(double value) => double.IsInfinity(value) ? (value > 0 ? "'Infinity'" : "'-Infinity'") : value.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsSound(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }
}
