using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Conformance;

/// <summary>Values that Snowflake can't hold, or that another column can't of Snowflake's, are rejected with the reason, never changed.</summary>
public sealed class BadSnowflakeValueTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public Task Values_OfSqlite_ThatSnowflakeCantHold_ArePutAsideWithTheReason() => PutsAsideAsync("sqlite",
    [
        ("INTEGER", "'a text'", "holds text"), ("INTEGER", "1.5", "holds a real number"), ("TEXT", "CAST(x'c328' AS TEXT)", "not valid UTF-8"), ("TEXT", "x'61'", "holds a blob"),
        ("BOOLEAN", "2", "holds an integer"), ("DATE", "'yesterday'", "holds text"), ("DATETIME", "'2024-02-30 00:00:00'", "holds text"), ("DECIMAL(10,2)", "'1,5'", "holds text"),
    ]);

    [SkippableFact]
    public Task Values_OfPostgres_ThatSnowflakeCantHold_ArePutAsideWithTheReason() => PutsAsideAsync("postgres",
    [
        ("date", "'infinity'", ""), ("timestamp", "'0044-03-15 BC'", ""), ("timestamptz", "'12024-01-01'", ""), ("numeric(10,2)", "'NaN'", ""),
    ]);

    [SkippableTheory]
    [InlineData("sqlite", "FLOAT", "'NaN'::FLOAT", "")]
    [InlineData("sqlite", "NUMBER(38,0)", "9223372036854775808", "")]
    [InlineData("postgres", "NUMBER(38,0)", "9223372036854775808", "")]
    [InlineData("postgres", "NUMBER(10,0)", "40000", "CREATE TABLE t(\"ID\" bigint PRIMARY KEY, \"V\" smallint)")]
    [InlineData("snowflake", "NUMBER(10,0)", "40000", "CREATE TABLE t(id INTEGER PRIMARY KEY, v NUMBER(4,0))")]
    [InlineData("snowflake", "VARCHAR", "'too long'", "CREATE TABLE t(id INTEGER PRIMARY KEY, v VARCHAR(3))")]
    public async Task Value_OfSnowflake_ThatTheTargetCantHold_IsRejected(string target, string type, string value, string table)
    {
        _databases.Snowflake("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v {type}); INSERT INTO t SELECT 1, NULL UNION ALL SELECT 2, {value}").Make(target, "target", table);
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAnyAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal(ErrorCodes.ValueRejected, failure.Code);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t"));
    }

    [SkippableFact]
    public async Task Column_WithFewerDigits_IsWarnedOf()
    {
        _databases.Snowflake("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v NUMBER(10,4), at TIMESTAMP_NTZ(9))").Snowflake("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v NUMBER(10,2), at TIMESTAMP_NTZ(3))");

        var warnings = (await TableRun.Of(_databases, "t").PrepareAsync()).Warnings;

        Assert.Equal(["NUMBER(10,2)", "TIMESTAMP_NTZ(3)"], warnings.Select(warning => warning.Split("target is ")[1].Split(' ')[0]));
    }

    [SkippableFact]
    public async Task Values_OfSqlite_ThatMeanTheSame_Arrive()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, i INTEGER, ts DATETIME, tz TIMESTAMPTZ, b BOOLEAN, s TEXT, x); INSERT INTO t VALUES (1, '12', 1700000000, '2024-02-29 12:00:00+02:00', 'true', '', 1.5)").Snowflake("target");

        var validation = await TableRun.Of(_databases, "t").RunAsync();

        Assert.Equal(TableVerdict.Equal, validation.Verdict);
        Assert.Equal("12|1700000000|1709200800|true||1.5",
            _databases.Scalar("target", "SELECT i || '|' || DATE_PART('epoch_second', ts) || '|' || DATE_PART('epoch_second', tz) || '|' || TO_VARCHAR(b) || '|' || s || '|' || x FROM t"));
    }

    /// <summary>A column of each type, and a row for each value with the others NULL.</summary>
    private async Task PutsAsideAsync(string source, (string Type, string Value, string Reason)[] bad)
    {
        var rows = bad.Select((one, place) => $"({place + 1}, {string.Join(", ", bad.Select((_, other) => other == place ? one.Value : "NULL"))})");
        _databases.Make(source, "source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, {string.Join(", ", bad.Select((one, place) => $"v{place} {one.Type}"))}); INSERT INTO t VALUES {string.Join(", ", rows)}").Snowflake("target");
        var run = TableRun.Of(_databases, "t").With(job => job with { Configuration = job.Configuration with { MaxRejects = bad.Length } });

        var validation = await run.RunAsync();

        await using var target = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        var rejects = await target.ReadRejectsAsync("", run.Job.ExecutionId, table: null, CancellationToken.None);
        Assert.Equal((TableVerdict.Equal, 0L, (long)bad.Length), (validation.Verdict, validation.TargetRows, validation.RejectedRows));
        Assert.All(rejects.Zip(bad), pair => Assert.Contains(pair.Second.Reason, pair.First.Reason, StringComparison.Ordinal));
        Assert.Equal(bad.Select(_ => ErrorCodes.ValueRejected), rejects.Select(row => row.Code));
    }
}
