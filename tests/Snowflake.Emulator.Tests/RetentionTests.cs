namespace Snowflake.Emulator.Tests;

/// <summary>How long what was dropped can be brought back, and where that is set.</summary>
public sealed class RetentionTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Retention_IsThatOfTheNearestThatSaysOne()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE a (id INTEGER)");
        await session.RunAsync("CREATE TABLE b (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 7");
        await session.RunAsync("CREATE TRANSIENT TABLE c (id INTEGER)");
        await session.RunAsync($"ALTER SCHEMA {session.Schema} SET DATA_RETENTION_TIME_IN_DAYS = 3");

        Assert.Equal("A|3\nB|7\nC|1", await session.ColumnsAsync("SHOW TABLES", "name", "retention_time"));
        Assert.Equal("3\n7\n1", await session.RowsAsync($"SELECT RETENTION_TIME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = '{session.Schema}' ORDER BY TABLE_NAME"));
        Assert.Equal("DATA_RETENTION_TIME_IN_DAYS|3|SCHEMA", await session.ColumnsAsync("SHOW PARAMETERS LIKE 'data_retention%' IN TABLE a", "key", "value", "level"));
        Assert.Equal("7|TABLE", await session.ColumnsAsync("SHOW PARAMETERS IN TABLE b", "value", "level"));
        Assert.Equal("3|SCHEMA", await session.ColumnsAsync($"SHOW PARAMETERS IN SCHEMA {session.Schema}", "value", "level"));
        Assert.Equal("1", await session.ColumnsAsync("SHOW PARAMETERS IN DATABASE DB", "value"));
        Assert.Equal("1", await session.ColumnsAsync("SHOW PARAMETERS IN ACCOUNT", "value"));
        await session.RunAsync($"ALTER SCHEMA {session.Schema} UNSET DATA_RETENTION_TIME_IN_DAYS");
        Assert.Equal("1|", await session.ColumnsAsync("SHOW PARAMETERS IN TABLE a", "value", "level"));
    }

    [SkippableFact]
    public async Task Table_ComesBack_AsLongAsItsRetentionLasts()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunAsync("CREATE TABLE none (id INTEGER) DATA_RETENTION_TIME_IN_DAYS = 0");
        await session.RunAsync("INSERT INTO t VALUES (1)");
        await session.RunAsync("DROP TABLE t");
        await session.RunAsync("DROP TABLE none");

        Assert.Equal("T", await session.ColumnsAsync("SHOW TABLES HISTORY LIKE 't'", "name"));
        Assert.Equal("002003", await session.CodeAsync("UNDROP TABLE none"));
        await session.RunAsync("UNDROP TABLE t");
        Assert.Equal("1", await session.RowsAsync("SELECT id FROM t"));
        await session.RunAsync("DROP TABLE t");
        account.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("002003", await session.CodeAsync("UNDROP TABLE t"));
    }

    [SkippableFact]
    public async Task SchemaAndDatabase_ComeBackWithWhatWasInThem()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE DATABASE other");
        await session.RunAsync("CREATE SCHEMA other.s");
        await session.RunAsync("CREATE TABLE other.s.t AS SELECT 1 AS id");
        await session.RunAsync("CREATE TABLE other.s.gone (id INTEGER)");
        await session.RunAsync("DROP TABLE other.s.gone");
        await session.RunAsync("DROP SCHEMA other.s");

        Assert.Equal("002003", await session.CodeAsync("SELECT * FROM other.s.t"));
        Assert.NotEqual("~", await session.ColumnsAsync("SHOW SCHEMAS HISTORY LIKE 's' IN DATABASE other", "dropped_on"));
        await session.RunAsync("UNDROP SCHEMA other.s");
        await session.RunAsync("UNDROP TABLE other.s.gone");
        await session.RunAsync("DROP DATABASE other");
        await session.RunAsync("UNDROP DATABASE other");
        Assert.Equal("1", await session.RowsAsync("SELECT id FROM other.s.t"));
        Assert.Equal("002002", await session.CodeAsync("UNDROP SCHEMA other.s"));
        await session.RunAsync("DROP DATABASE other");
        account.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("002003", await session.CodeAsync("UNDROP DATABASE other"));
    }

    [SkippableFact]
    public async Task Clone_OfATransientTable_IsTransient()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TRANSIENT TABLE t (id INTEGER)");

        Assert.Equal("002120", await session.CodeAsync("CREATE TABLE c CLONE t"));
        await session.RunAsync("CREATE TRANSIENT TABLE c CLONE t");
    }

    [SkippableFact]
    public async Task Swap_TakesGrantsTagsAndThePast_AlongWithTheTable()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE t (id INTEGER)");
        await session.RunAsync("INSERT INTO t VALUES (1)");
        await session.RunAsync("GRANT SELECT ON TABLE t TO ROLE reader");
        await session.RunAsync("CREATE TABLE c CLONE t");
        await session.RunAsync("DELETE FROM t");

        await session.RunAsync("ALTER TABLE t SWAP WITH c");

        Assert.Equal("1", await session.RowsAsync("SELECT id FROM t"));
        Assert.Equal("OWNERSHIP", await session.ColumnsAsync("SHOW GRANTS ON TABLE t", "privilege"));
        Assert.Equal("OWNERSHIP\nSELECT", await session.ColumnsAsync("SHOW GRANTS ON TABLE c", "privilege"));
    }
}
