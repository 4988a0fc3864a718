using Snowflake.SqlApi;
using Snowflake.SqlApi.Statements;

namespace Snowflake.Emulator.Tests;

/// <summary>Blocks of Snowflake Scripting, above all the ones that make several statements one.</summary>
public sealed class ScriptTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task AtomicBlock_DoesAllOrNothing_AndRaisesWhatFailedWithItsCode()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER NOT NULL)");

        await session.RunAsync(AtomicBlock.Of("INSERT INTO T VALUES (1)", "INSERT INTO T VALUES (2)"));
        var failure = await session.FailureAsync(AtomicBlock.Of("INSERT INTO T VALUES (3)", "INSERT INTO T VALUES (NULL)"));

        Assert.Equal("100072", failure.Code);
        Assert.Equal("2", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task Guard_ThatDoesNotHold_RaisesItsOwnExceptionAndRollsBack()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE SHARD (EPOCH NUMBER)");
        await session.RunAsync("INSERT INTO SHARD VALUES (1)");
        string Block(int epoch) => $$"""
            EXECUTE IMMEDIATE $$
            DECLARE
              fenced EXCEPTION (-20001, 'another owner');
              seen NUMBER;
            BEGIN
              BEGIN TRANSACTION;
              UPDATE SHARD SET EPOCH = EPOCH WHERE EPOCH = {{epoch}};
              IF (SQLROWCOUNT <> 1) THEN
                RAISE fenced;
              END IF;
              SELECT EPOCH + 1 INTO :seen FROM SHARD;
              UPDATE SHARD SET EPOCH = :seen;
              COMMIT;
              RETURN seen;
            EXCEPTION
              WHEN OTHER THEN
                ROLLBACK;
                RAISE;
            END;
            $$
            """;

        Assert.Equal("2", await session.RowsAsync(Block(1)));
        var failure = await session.FailureAsync(Block(1));

        Assert.Equal(("-20001", "P0001"), (failure.Code, failure.SqlState));
        Assert.Contains("another owner", failure.Message, StringComparison.Ordinal);
        Assert.Equal("2", await session.RowsAsync("SELECT EPOCH FROM SHARD"));
    }

    [SkippableTheory]
    [InlineData("BEGIN LET x := 1; LET y NUMBER := x + 1; IF (y > 5) THEN RETURN 'big'; ELSEIF (y = 2) THEN RETURN 'two'; ELSE RETURN 'none'; END IF; END", "two")]
    [InlineData("DECLARE n NUMBER DEFAULT 3; BEGIN n := n * 2; RETURN :n || '!'; END", "6!")]
    [InlineData("BEGIN SELECT 1/0; EXCEPTION WHEN STATEMENT_ERROR THEN RETURN SQLCODE || ' ' || SQLSTATE; END", "100051 22012")]
    [InlineData("BEGIN BEGIN SELECT 1/0; EXCEPTION WHEN OTHER THEN NULL; END; RETURN 'on'; END", "on")]
    [InlineData("BEGIN NULL; END", "~")]
    public async Task Block_RunsItsSteps(string block, string expected)
    {
        await using var session = await account.OpenAsync();

        Assert.Equal(expected, await session.RowsAsync($"EXECUTE IMMEDIATE $${block}$$"));
    }

    [SkippableFact]
    public async Task Block_ThatLeavesItsTransactionOpen_IsRolledBackAndFails()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");

        Assert.Equal("090232", await session.CodeAsync("EXECUTE IMMEDIATE $$BEGIN BEGIN TRANSACTION; INSERT INTO T VALUES (1); END$$"));
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task Blocks_ThatUpdateTheSameTable_WaitForEachOther()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER)");
        await session.RunAsync("INSERT INTO T VALUES (0)");
        var increment = AtomicBlock.Of("UPDATE T SET N = N + 1", "INSERT INTO T SELECT N FROM T WHERE FALSE");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => session.RunAsync(increment)));

        Assert.Equal("8", await session.RowsAsync("SELECT N FROM T"));
    }

    [SkippableFact]
    public async Task Variable_ThatNobodyDeclared_IsRefused()
    {
        await using var session = await account.OpenAsync();

        Assert.IsType<SnowflakeException>(await session.FailureAsync("EXECUTE IMMEDIATE $$BEGIN SELECT :nothing; END$$"));
    }
}
