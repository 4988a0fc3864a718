using System.Globalization;

namespace Snowflake.Emulator.Tests;

/// <summary>Tables as of a moment: each transaction's rows are there from its commit on, as far back as the retention reaches.</summary>
public sealed class TimeTravelTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Rows_AreWhatTheyWere_AtEachMoment()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER NOT NULL, v VARCHAR, w VARIANT)");
        var empty = await MomentAsync(session);
        await session.RunAsync("INSERT INTO t SELECT 1, 'a', PARSE_JSON('null') UNION ALL SELECT 2, 'b', NULL");
        var filled = await MomentAsync(session);
        await session.RunAsync("UPDATE t SET v = 'c' WHERE id = 1");
        var changed = await MomentAsync(session);
        await session.RunAsync("DELETE FROM t WHERE id = 2");
        await session.RunAsync("MERGE INTO t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = 'd'");

        Assert.Equal("", await session.RowsAsync($"SELECT id, v FROM t AT({empty}) ORDER BY id"));
        Assert.Equal("1|a|null\n2|b|~", await session.RowsAsync($"SELECT id, v, w FROM t AT({filled}) ORDER BY id"));
        Assert.Equal("1|c\n2|b", await session.RowsAsync($"SELECT past.id, past.v FROM t AT({changed}) AS past ORDER BY id"));
        Assert.Equal("1|d", await session.RowsAsync("SELECT id, v FROM t AT(OFFSET => 0)"));
        Assert.Equal("1|d|a", await session.RowsAsync($"SELECT n.id, n.v, o.v FROM t n JOIN t AT({filled}) o ON o.id = n.id"));
    }

    [SkippableFact]
    public async Task Transaction_IsThereWithItsCommit_AndNeverByHalf()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunTogetherAsync("BEGIN; INSERT INTO t VALUES (1); UPDATE t SET id = 2; DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (3); COMMIT");
        var first = await MomentAsync(session);
        await session.RunTogetherAsync("BEGIN; UPDATE t SET id = 4; INSERT INTO t VALUES (5); ROLLBACK");
        await session.RunAsync($"EXECUTE IMMEDIATE 'BEGIN\nBEGIN TRANSACTION;\nDELETE FROM t;\nINSERT INTO t SELECT id + 10 FROM t AT({first.Replace("'", "''", StringComparison.Ordinal)});\nCOMMIT;\nEND;'");

        Assert.Equal("3", await session.RowsAsync($"SELECT id FROM t AT({first})"));
        Assert.Equal("13", await session.RowsAsync("SELECT id FROM t"));
    }

    [SkippableFact]
    public async Task Columns_AreThoseOfNow()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER, gone VARCHAR, n NUMBER(3,0))");
        await session.RunAsync("INSERT INTO t VALUES (1, 'a', 1)");
        var moment = await MomentAsync(session);
        await session.RunAsync("DELETE FROM t");
        await session.RunAsync("ALTER TABLE t DROP COLUMN gone");
        await session.RunAsync("ALTER TABLE t ADD COLUMN more VARCHAR DEFAULT 'x'");
        await session.RunAsync("ALTER TABLE t ALTER COLUMN n TYPE NUMBER(20,0)");
        await session.RunAsync("ALTER TABLE t RENAME TO u");

        Assert.Equal("1|1|x", await session.RowsAsync($"SELECT * FROM u AT({moment})"));
    }

    [SkippableFact]
    public async Task Moment_BeyondTheRetention_BeforeTheTable_OrToCome_IsRefused()
    {
        await using var session = await account.OpenAsync();
        var before = await MomentAsync(session);
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunAsync("CREATE TRANSIENT TABLE brief (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 1");
        await session.RunAsync("CREATE TABLE none (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 0");
        await session.RunAsync("CREATE TABLE longer (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 3");
        var made = await MomentAsync(session);

        Assert.Equal("000707", await session.CodeAsync($"SELECT * FROM t AT({before})"));
        Assert.Contains("Future data", (await session.FailureAsync("SELECT * FROM t AT(OFFSET => 60)")).Message, StringComparison.Ordinal);
        account.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("000707", await session.CodeAsync($"SELECT * FROM none AT({made})"));
        Assert.Equal("", await session.RowsAsync($"SELECT * FROM brief AT({made})"));
        account.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("000707", await session.CodeAsync($"SELECT * FROM t AT({made})"));
        Assert.Equal("000707", await session.CodeAsync($"SELECT * FROM brief AT({made})"));
        Assert.Equal("", await session.RowsAsync($"SELECT * FROM longer AT({made})"));
    }

    [SkippableFact]
    public async Task Retention_ThatIsRaised_DoesNotBringBackWhatWasLetGo()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 0");
        var made = await MomentAsync(session);
        account.Clock.Advance(TimeSpan.FromMinutes(1));
        await session.RunAsync("ALTER TABLE t SET DATA_RETENTION_TIME_IN_DAYS = 2");
        var raised = await MomentAsync(session);
        account.Clock.Advance(TimeSpan.FromHours(30));

        Assert.Equal("000707", await session.CodeAsync($"SELECT * FROM t AT({made})"));
        Assert.Equal("", await session.RowsAsync($"SELECT * FROM t AT({raised})"));
    }

    [SkippableFact]
    public async Task Clone_OfAMoment_HasItsRows_AndAPastOfItsOwn()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunAsync("INSERT INTO t VALUES (1)");
        var moment = await MomentAsync(session);
        await session.RunAsync("INSERT INTO t VALUES (2)");
        await session.RunAsync($"CREATE TABLE c CLONE t AT({moment})");
        var cloned = await MomentAsync(session);
        await session.RunAsync("DELETE FROM c");

        Assert.Equal("1", await session.RowsAsync($"SELECT id FROM c AT({cloned})"));
        Assert.Equal("000707", await session.CodeAsync($"SELECT id FROM c AT({moment})"));
    }

    [SkippableFact]
    public async Task Statement_MarksAMoment_WithWhatItDid_AndBeforeIt()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunAsync("INSERT INTO t VALUES (1)");
        var id = account.Emulator.Log.Executions.Last().Handle;
        await session.RunAsync("INSERT INTO t VALUES (2)");

        Assert.Equal("1", await session.RowsAsync($"SELECT id FROM t AT(STATEMENT => '{id}')"));
        Assert.Equal("", await session.RowsAsync($"SELECT id FROM t BEFORE(STATEMENT => '{id}')"));
        Assert.Equal("000709", await session.CodeAsync("SELECT id FROM t AT(STATEMENT => '01b2c3d4-0000-0000-0000-000000000000')"));
    }

    private static async Task<string> MomentAsync(SqlSession session) =>
        $"TIMESTAMP => '{DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(await session.RowsAsync("SELECT CURRENT_TIMESTAMP()"), CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond)):O}'::TIMESTAMP_TZ";
}
