using Snowflake.SqlApi;

namespace Snowflake.Emulator.Tests;

/// <summary>Statements that change rows.</summary>
public sealed class ChangeTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Rows_AreInsertedUpdatedAndDeleted_AndCounted()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (ID NUMBER PRIMARY KEY, S VARCHAR(10) DEFAULT 'none', N NUMBER(10,2))");

        Assert.Equal(3, await session.RunAsync("INSERT INTO T (ID, N) VALUES (1, 1.5), (2, DEFAULT), (3, ?)", 7));
        Assert.Equal(2, await session.RunAsync("UPDATE T SET S = 'x' || ID, N = N + 1 WHERE ID > 1"));
        Assert.Equal(1, await session.RunAsync("UPDATE T AS a SET N = b.v FROM (SELECT 1 AS id, 9 AS v) b WHERE a.ID = b.id"));
        Assert.Equal(1, await session.RunAsync("DELETE FROM T USING (SELECT 2 AS id) d WHERE T.ID = d.id"));

        Assert.Equal("1|none|9.00\n3|x3|8.00", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
    }

    [SkippableFact]
    public async Task Keys_AreNotEnforced()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (ID NUMBER PRIMARY KEY, U NUMBER UNIQUE)");
        await session.RunAsync("CREATE TABLE C (T_ID NUMBER REFERENCES T (ID))");

        await session.RunAsync("INSERT INTO T VALUES (1, 1), (1, 1)");
        await session.RunAsync("INSERT INTO C VALUES (99)");

        Assert.Equal("2", await session.RowsAsync("SELECT COUNT(*) FROM T"));
        Assert.Equal("100072", await session.CodeAsync("INSERT INTO T VALUES (NULL, 1)"));
    }

    [SkippableFact]
    public async Task Merge_UpdatesDeletesAndInserts_AndRefusesTwoRowsForOne()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (ID NUMBER, S VARCHAR)");
        await session.RunAsync("INSERT INTO T VALUES (1, 'a'), (2, 'b')");

        var changed = await session.RunAsync("""
            MERGE INTO T USING (SELECT column1 AS ID, column2 AS S FROM VALUES (1, 'A'), (2, NULL), (3, 'C')) s ON T.ID = s.ID
            WHEN MATCHED AND s.S IS NULL THEN DELETE
            WHEN MATCHED THEN UPDATE SET S = s.S
            WHEN NOT MATCHED THEN INSERT (ID, S) VALUES (s.ID, s.S)
            """);

        Assert.Equal(3, changed);
        Assert.Equal("1|A\n3|C", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
        Assert.Equal("100090", await session.CodeAsync("MERGE INTO T USING (SELECT column1 AS ID FROM VALUES (1), (1)) s ON T.ID = s.ID WHEN MATCHED THEN UPDATE SET S = 'x'"));
    }

    [SkippableFact]
    public async Task Transaction_KeepsWhatWasDoneBeforeAFailure()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");

        await session.RunTogetherAsync("BEGIN; INSERT INTO T VALUES (1); ROLLBACK; BEGIN; INSERT INTO T VALUES (2); COMMIT");
        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => session.RunTogetherAsync("BEGIN; INSERT INTO T VALUES (3); SELECT 1/0; COMMIT"));

        Assert.Equal("100132", failure.Code);
        Assert.Equal("2", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Definition_InATransaction_CommitsIt()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");

        await session.RunTogetherAsync("BEGIN; INSERT INTO T VALUES (1); CREATE TABLE U (N NUMBER); ROLLBACK");

        Assert.Equal("1", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Statement_WithoutAWarehouse_IsRefusedWhereItReadsRows()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");
        await using var source = account.Source($"db=DB;schema={session.Schema};warehouse=");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT N FROM T";

        Assert.Equal("000606", (await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync())).Code);
        command.CommandText = "SHOW TABLES";
        Assert.Equal(-1, await command.ExecuteNonQueryAsync());
    }

    [SkippableFact]
    public async Task ParseJson_AmongValues_IsRefused()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (V VARIANT)");

        Assert.Equal("002014", await session.CodeAsync("INSERT INTO T VALUES (PARSE_JSON('1'))"));
    }

    [SkippableFact]
    public async Task Rows_OfOneBind_AreFlattenedIntoATable()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE STAGE (CHUNK NUMBER, DATA VARIANT)");
        await session.RunAsync("CREATE TABLE T (ID NUMBER(19,0), S VARCHAR, B BINARY)");
        await session.RunAsync("INSERT INTO STAGE SELECT 1, PARSE_JSON(?)", "[[\"1\",\"a\",\"00FF\"],[\"2\",null,null]]");
        await session.RunAsync("INSERT INTO STAGE SELECT 1, PARSE_JSON(?)", "[[\"1\",\"a\",\"00FF\"],[\"2\",null,null]]");

        var inserted = await session.RunAsync("""
            INSERT INTO T SELECT f.VALUE[0]::NUMBER(19,0), f.VALUE[1]::VARCHAR, TO_BINARY(f.VALUE[2]::VARCHAR, 'HEX')
            FROM (SELECT DATA FROM STAGE QUALIFY ROW_NUMBER() OVER (PARTITION BY CHUNK ORDER BY CHUNK) = 1) s, LATERAL FLATTEN(INPUT => s.DATA) f
            """);

        Assert.Equal(2, inserted);
        Assert.Equal("1|a|00FF\n2|~|~", await session.RowsAsync("SELECT * FROM T ORDER BY ID"));
    }
}
