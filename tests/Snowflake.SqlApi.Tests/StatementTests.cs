using Snowflake.Emulator;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;

namespace Snowflake.SqlApi.Tests;

/// <summary>Statements that take long: polling, cancelling, attaching, time limits; and what a request says beside the statement.</summary>
public sealed class StatementTests
{
    private const string Long = "INSERT INTO T SELECT * FROM S";

    [Fact]
    public async Task Statement_SaidToRunWith202And429_IsPolledToItsEnd()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Fault.Pending);
        account.Emulator.Faults.Order(Operation.Status, Fault.Pending, Fault.PendingAs429, Fault.Pending);

        Assert.Equal(7, await account.Command(Long).ExecuteNonQueryAsync());

        Assert.Equal(4, account.Emulator.Log.CountOf(Operation.Status));
        Assert.Equal([0.02, 0.02, 0.02], account.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Cancellation_OfRunningStatement_CancelsItOnTheServer()
    {
        await using var account = await StartAsync();
        account.Engine.Hold(Long);
        var command = account.Command(Long);
        using var cancel = new CancellationTokenSource();

        var running = await RunningAsync(account, command, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AssertCanceledAsync(account, command.StatementHandle);
    }

    [Fact]
    public async Task Cancel_OfCommand_CancelsOnTheServer()
    {
        await using var account = await StartAsync();
        account.Engine.Hold(Long);
        var command = account.Command(Long);
        command.IsAsynchronous = true;

        var running = await RunningAsync(account, command);
        command.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AssertCanceledAsync(account, command.StatementHandle);
    }

    [Fact]
    public async Task Cancellation_WithAnswerOfCancelLost_StillCancels()
    {
        await using var account = await StartAsync();
        account.Engine.Hold(Long);
        account.Emulator.Faults.Order(Operation.Cancel, Fault.ServiceUnavailable, Fault.DropResponse);
        await using var connection = account.Open();
        var handle = await SubmitAsync(account);

        await connection.CancelAsync(handle);

        await AssertCanceledAsync(account, handle);
    }

    [Fact]
    public async Task Cancellation_OfWaitThatLeavesRunning_LeavesTheStatement()
    {
        await using var account = await StartAsync();
        var gate = account.Engine.Hold(Long);
        var command = account.Command(Long);
        (command.IsAsynchronous, command.LeavesRunning) = (true, true);
        using var cancel = new CancellationTokenSource();

        var running = await RunningAsync(account, command, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        gate.SetResult(EngineResult.Inserted(7));
        await using var reader = await account.Open().AttachAsync(command.StatementHandle);
        Assert.Equal(7, reader.RecordsAffected);
        Assert.Equal(0, account.Emulator.Log.CountOf(Operation.Cancel));
    }

    [Fact]
    public async Task Handle_OfSubmittedStatement_IsToldBeforeItEndsAndCanBeAttachedTo()
    {
        await using var account = await StartAsync();
        var gate = account.Engine.Hold(Long);
        var command = account.Command(Long);
        var told = "";
        command.Accepted = handle => told = handle;

        var handle = await command.SubmitAsync();
        Assert.Equal(handle, told);
        var attached = account.Open().AttachAsync(handle);
        await Until.TrueAsync(() => account.Emulator.Log.CountOf(Operation.Status) > 1);
        gate.SetResult(EngineResult.Inserted(7));

        await using var reader = await attached;
        Assert.Equal(7, reader.RecordsAffected);
        Assert.Single(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Attach_ToUnknownStatement_FailsWithServersCode()
    {
        await using var account = await StartAsync();

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Open().AttachAsync("01b00000-0000-0000-0000-000000000000"));

        Assert.Equal(("000709", "02000"), (failure.Code, failure.SqlState));
    }

    [Fact]
    public async Task Result_PastItsRetention_IsGone()
    {
        await using var account = await StartAsync();
        var handle = await SubmitAsync(account);
        account.Clock.Advance(TimeSpan.FromHours(25));

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Open().AttachAsync(handle));

        Assert.Equal("000709", failure.Code);
    }

    [Fact]
    public async Task Statement_PastItsTimeout_FailsAsTimedOut()
    {
        await using var account = await StartAsync();
        account.Engine.Hold(Long);
        var command = account.Command(Long);
        command.CommandTimeout = 600;

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal((SnowflakeErrorKind.TimedOut, "000630", "57014"), (failure.Kind, failure.Code, failure.SqlState));
        Assert.False(failure.IsTransient);
        Assert.Equal(command.StatementHandle, failure.QueryId);
    }

    [Fact]
    public async Task Statement_CanceledByAnother_FailsAsCanceled()
    {
        await using var account = await StartAsync();
        account.Engine.Hold(Long);
        var command = account.Command(Long);
        command.IsAsynchronous = true;

        var running = await RunningAsync(account, command);
        await account.Open().CancelAsync(command.StatementHandle);

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => running);
        Assert.Equal((SnowflakeErrorKind.Canceled, "000604"), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("000625", "57014", true)]
    [InlineData("000904", "42000", false)]
    [InlineData("100090", "42P18", false)]
    public async Task Failure_OfStatement_HasCodeStateQueryIdAndWhetherItPasses(string code, string state, bool transient)
    {
        await using var account = await StartAsync();
        account.Engine.Fail(Long, new EngineException(code, state, "what Snowflake says"));
        var command = account.Command(Long);
        var handle = "";
        command.Accepted = accepted => handle = accepted;

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal((SnowflakeErrorKind.Statement, code, state, transient), (failure.Kind, failure.Code, failure.SqlState, failure.IsTransient));
        Assert.Equal(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), failure.ErrorCode);
        Assert.Contains("what Snowflake says", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(account.Emulator.Log.Executions).Handle, failure.QueryId);
        Assert.Equal("", handle);
    }

    [Fact]
    public async Task Request_NamesContextTagAndParametersAnew()
    {
        await using var account = await StartAsync();
        await using var connection = account.Open("db=sales;schema=public;warehouse=load;role='\"Loader\"';query_tag=from-string;application=Mover");
        connection.ChangeDatabase("\"other\"");
        var command = connection.CreateCommand();
        command.CommandText = Long;
        command.QueryTag = """{"table":"T"}""";
        command.StatementParameters["timezone"] = "UTC";
        await command.ExecuteNonQueryAsync();

        var context = Assert.Single(account.Engine.Sessions);
        Assert.Equal(("Loader", "LOAD", "other", ""), (context.Role, context.Warehouse, context.Database, context.Schema));
        Assert.Equal("UTC", context.Parameters["TIMEZONE"]);
        Assert.Equal("""{"table":"T"}""", Assert.Single(account.Emulator.Log.Executions).QueryTag);
        Assert.StartsWith("Mover/", Assert.Single(account.Emulator.Log.Requests).UserAgent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Context_NamedInOtherCase_IsUnknown()
    {
        await using var account = await Account.StartAsync(options => options with { Names = new ContextNames { Warehouses = new HashSet<string> { "Load" } } });

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Command(Long, "warehouse=load").ExecuteNonQueryAsync());

        Assert.Equal("390201", failure.Code);
    }

    private static async Task<Account> StartAsync()
    {
        var account = await Account.StartAsync();
        account.Engine.On(Long, EngineResult.Inserted(7));
        return account;
    }

    /// <summary>The statement, once the server was asked for its status: its end is what the inner task waits for.</summary>
    private static async Task<Task<int>> RunningAsync(Account account, SnowflakeCommand command, CancellationToken cancel = default)
    {
        var running = command.ExecuteNonQueryAsync(cancel);
        await Until.TrueAsync(() => account.Emulator.Log.CountOf(Operation.Status) > 0);
        return running;
    }

    private static Task<string> SubmitAsync(Account account) => account.Command(Long).SubmitAsync();

    private static async Task AssertCanceledAsync(Account account, string handle)
    {
        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Open().AttachAsync(handle));
        Assert.Equal(SnowflakeErrorKind.Canceled, failure.Kind);
        Assert.Single(account.Emulator.Log.Executions);
    }
}
