using System.Data;
using Snowflake.Emulator.Engine;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi.Tests;

/// <summary>Sessions end with their request, so what belongs together goes in one.</summary>
public sealed class SeveralStatementsTests
{
    [Fact]
    public async Task Statements_OfOneRequest_ShareASessionAndGiveTheirResultsInTurn()
    {
        await using var account = await StartAsync();
        var command = account.Command("BEGIN; INSERT INTO T SELECT ';'; SELECT N FROM T; COMMIT");
        command.StatementCount = 4;

        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.NextResultAsync());
        Assert.Equal(2, reader.RecordsAffected);
        Assert.True(await reader.NextResultAsync());
        Assert.True(await reader.ReadAsync());
        Assert.Equal(5L, reader.GetValue(0));
        Assert.True(await reader.NextResultAsync());
        Assert.False(await reader.NextResultAsync());

        Assert.Single(account.Engine.Sessions);
        Assert.Equal(4, account.Emulator.Log.Executions.Count);
    }

    [Fact]
    public async Task Statements_OneOfWhichFails_FailWithTheWrappersCodeAndEndThere()
    {
        await using var account = await StartAsync();
        var command = account.Command("BEGIN; SELECT NOTHING; COMMIT");
        command.StatementCount = 0;

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(("100132", "P0000"), (failure.Code, failure.SqlState));
        Assert.Equal(2, account.Emulator.Log.Executions.Count);
    }

    [Fact]
    public async Task Statements_MoreThanSaid_AreRefused()
    {
        await using var account = await StartAsync();

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Command("SELECT N FROM T; SELECT N FROM T").ExecuteNonQueryAsync());

        Assert.Equal("000008", failure.Code);
        Assert.Empty(account.Emulator.Log.Executions);
    }

    [Theory]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("USE WAREHOUSE W")]
    [InlineData("ALTER SESSION SET TIMEZONE = 'UTC'")]
    [InlineData("CREATE TEMPORARY TABLE X (N INT)")]
    [InlineData("PUT file:///x @~")]
    public async Task Statement_ThatNeedsASession_IsRefusedAlone(string text)
    {
        await using var account = await StartAsync();

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Command(text).ExecuteNonQueryAsync());

        Assert.Equal("0A000", failure.SqlState);
    }

    [Fact]
    public async Task AtomicBlock_IsOneStatementOfOneRequest()
    {
        await using var account = await StartAsync();
        var block = AtomicBlock.Of("INSERT INTO T SELECT 1;", "UPDATE L SET E = 2 -- last");
        account.Engine.On(block, EngineResult.Status("ok"));

        await account.Command(block).ExecuteNonQueryAsync();

        Assert.Equal(block, Assert.Single(account.Emulator.Log.Executions).Text);
        Assert.Equal(
            "EXECUTE IMMEDIATE $$BEGIN\nBEGIN TRANSACTION;\nINSERT INTO T SELECT 1\n;\nUPDATE L SET E = 2 -- last\n;\nCOMMIT;\nEXCEPTION\nWHEN OTHER THEN\nROLLBACK;\nRAISE;\nEND;$$",
            block);
    }

    [Fact]
    public void AtomicBlock_WithDollarSigns_IsQuotedWithBackslashesDoubled() =>
        Assert.Contains(@"SELECT $$a''b\\c$$", AtomicBlock.Of(@"SELECT $$a'b\c$$"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("commit;")]
    [InlineData("ROLLBACK")]
    [InlineData("begin transaction")]
    public void AtomicBlock_OfStatementThatEndsTransactions_IsRefused(string statement) =>
        Assert.Throws<ArgumentException>(() => AtomicBlock.Of("INSERT INTO T SELECT 1", statement));

    [Fact]
    public async Task Transaction_OfConnection_IsRefusedByName()
    {
        await using var account = await StartAsync();
        await using var connection = account.Open();

        Assert.Throws<NotSupportedException>(() => connection.BeginTransaction(IsolationLevel.ReadCommitted));
        Assert.Empty(account.Emulator.Log.Requests);
    }

    [Fact]
    public async Task Parameters_OfSeveralStatements_AreRefused()
    {
        await using var account = await StartAsync();
        var command = account.Command("SELECT ?; SELECT 1");
        command.StatementCount = 2;
        command.Parameters.AddValue(1);

        await Assert.ThrowsAsync<NotSupportedException>(() => command.ExecuteNonQueryAsync());
    }

    private static async Task<Account> StartAsync()
    {
        var account = await Account.StartAsync();
        account.Engine.On("BEGIN", EngineResult.Status("Statement executed successfully."))
            .On("COMMIT", EngineResult.Status("Statement executed successfully."))
            .On("INSERT INTO T SELECT ';'", EngineResult.Inserted(2))
            .On("SELECT N FROM T", new EngineResult([new("N", "fixed") { Precision = 9, Scale = 0 }], [["5"]]));
        return account;
    }
}
