using Migration.Core.Errors;

namespace Migration.Conformance;

/// <summary>Values that the other engine can't hold: their range is rejected with the reason, never changed.</summary>
public sealed class BadValueTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("INTEGER", "'a text'", "holds text")]
    [InlineData("INTEGER", "x'00'", "holds a blob")]
    [InlineData("INTEGER", "1.5", "holds a real number")]
    [InlineData("TEXT", "char(0)", "NUL")]
    [InlineData("TEXT", "CAST(x'c328' AS TEXT)", "not valid UTF-8")]
    [InlineData("TEXT", "x'61'", "holds a blob")]
    [InlineData("BOOLEAN", "2", "holds an integer")]
    [InlineData("DATE", "'yesterday'", "holds text")]
    [InlineData("DATETIME", "1700000000000", "holds an integer")]
    [InlineData("DATETIME", "'2024-02-30 00:00:00'", "holds text")]
    [InlineData("DECIMAL(10,2)", "'1,5'", "holds text")]
    [InlineData("UUID", "'not a uuid'", "holds text")]
    [InlineData("JSON", "'{'", "SQLSTATE 22")]
    public async Task Value_OfSqlite_ThatPostgresCantHold_IsRejected(string type, string value, string reason)
    {
        _databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v {type}); INSERT INTO t VALUES (1, NULL), (2, {value})").Postgres("target");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal(ErrorCodes.ValueRejected, failure.Code);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t"));
    }

    [SkippableTheory]
    [InlineData("INTEGER", "'12'", "12")]
    [InlineData("DOUBLE", "5", "5")]
    [InlineData("DATETIME", "1700000000", "2023-11-14 22:13:20")]
    [InlineData("DATETIME", "2460000.5", "2023-02-25 00:00:00")]
    [InlineData("DATETIME", "'2024-02-29T12:00'", "2024-02-29 12:00:00")]
    [InlineData("TIMESTAMPTZ", "'2024-02-29 12:00:00.5+02:00'", "2024-02-29 10:00:00.5+00")]
    [InlineData("DECIMAL(10,2)", "1e-7", "0.0000001")]
    [InlineData("BOOLEAN", "'true'", "t")]
    [InlineData("UUID", "'{12345678-9ABC-DEF0-1234-56789ABCDEF0}'", "12345678-9abc-def0-1234-56789abcdef0")]
    [InlineData("TEXT", "''", "")]
    [InlineData("", "1.5", "1.5")]
    public async Task Value_OfSqlite_ThatMeansTheSame_Arrives(string type, string value, string arrived)
    {
        _databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v {type}); INSERT INTO t VALUES (1, NULL), (2, {value})").Postgres("target");

        var validation = await TableRun.Of(_databases, "t").RunAsync();

        Assert.Equal(Connectors.Tables.TableVerdict.Equal, validation.Verdict);
        Assert.Equal(["~", arrived], _databases.Rows("target", type == "TIMESTAMPTZ" ? "SELECT (v AT TIME ZONE 'UTC')::text || '+00' FROM t ORDER BY id" : "SELECT v FROM t ORDER BY id"));
    }

    [SkippableFact]
    public async Task NaN_OfPostgres_ForWhichSqliteHasNoValue_IsRejected()
    {
        _databases.Postgres("source", "CREATE TABLE t(id bigint PRIMARY KEY, v double precision); INSERT INTO t VALUES (1, 'NaN')").Sqlite("target");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();

        Assert.Equal(ErrorCodes.ValueRejected, (await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync())).Code);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t"));
    }

    [SkippableFact]
    public async Task Integer_TooLargeForTheColumn_IsRejected()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER); INSERT INTO t VALUES (1, 40000)").Postgres("target", "CREATE TABLE t(id bigint PRIMARY KEY, v smallint)");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();

        Assert.Equal(ErrorCodes.ValueRejected, (await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync())).Code);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t"));
    }
}
