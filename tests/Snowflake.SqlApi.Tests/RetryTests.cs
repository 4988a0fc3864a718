using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;

namespace Snowflake.SqlApi.Tests;

/// <summary>Whatever happens to requests and answers, a statement is executed once.</summary>
public sealed class RetryTests
{
    private const string Insert = "INSERT INTO T SELECT 1";

    public static TheoryData<string, Fault> Accepted => new()
    {
        { "dropped", Fault.DropResponse },
        { "truncated", Fault.Truncate },
    };

    public static TheoryData<string, Fault> Refused => new()
    {
        { "dropped", Fault.DropRequest },
        { "429", Fault.TooManyRequests },
        { "500", Fault.Of(500) },
        { "502", Fault.Of(502) },
        { "503", Fault.ServiceUnavailable },
        { "504", Fault.Of(504) },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Submission_AnswerLostTwiceAfterAcceptance_ExecutesOnce(string what, Fault fault)
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, fault, fault);

        Assert.Equal(3, await account.Command(Insert).ExecuteNonQueryAsync());

        Assert.True(account.Emulator.Log.Executions.Count == 1, what);
        Assert.Equal(3, account.Emulator.Log.CountOf(Operation.Submit));
        var queries = account.Emulator.Log.Requests.Select(request => request.Query).ToList();
        Assert.DoesNotContain("retry", queries[0], StringComparison.Ordinal);
        Assert.All(queries[1..], query => Assert.Equal(queries[0] + "&retry=true", query));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Submission_TurnedAwayThreeTimes_SucceedsByBackingOff(string what, Fault fault)
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, fault, fault, fault);

        Assert.Equal(3, await account.Command(Insert).ExecuteNonQueryAsync());

        Assert.True(account.Emulator.Log.Executions.Count == 1, what);
        Assert.Collection(account.Clock.Waits,
            wait => Assert.InRange(wait.TotalSeconds, 0.5, 1), wait => Assert.InRange(wait.TotalSeconds, 1, 2), wait => Assert.InRange(wait.TotalSeconds, 2, 4));
    }

    [Fact]
    public async Task Submission_StormOutlastsRetries_FailsAsTransientWithServersCode()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Enumerable.Repeat(Fault.TooManyRequests, 8));

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Command(Insert).ExecuteNonQueryAsync());

        Assert.Equal(SnowflakeErrorKind.Throttled, failure.Kind);
        Assert.Equal("390505", failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Equal(8, account.Emulator.Log.CountOf(Operation.Submit));
        Assert.Empty(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Submission_RetriesDisabled_IsSentOnce()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Fault.ServiceUnavailable);

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => account.Command(Insert, "disableretry=true").ExecuteNonQueryAsync());

        Assert.Equal(SnowflakeErrorKind.Unavailable, failure.Kind);
        Assert.Equal(1, account.Emulator.Log.CountOf(Operation.Submit));
    }

    [Fact]
    public async Task Submission_ServerSaysHowLongToWait_WaitsThatLong()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Fault.TooManyRequests with { RetryAfterSeconds = 23 });

        await account.Command(Insert).ExecuteNonQueryAsync();

        Assert.Equal([TimeSpan.FromSeconds(23)], account.Clock.Waits);
    }

    [Fact]
    public async Task Submission_RetryTimeoutReached_StopsBeforeItsRetriesAreUsedUp()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Enumerable.Repeat(Fault.ServiceUnavailable, 50));

        await Assert.ThrowsAsync<SnowflakeException>(() => account.Command(Insert, "retry_timeout=20;maxhttpretries=50").ExecuteNonQueryAsync());

        Assert.InRange(account.Emulator.Log.CountOf(Operation.Submit), 4, 8);
    }

    [Fact]
    public async Task Submission_ServerIsSilent_IsSentAgainAfterTheLimit()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Submit, Fault.Silence);

        var running = account.Command(Insert).ExecuteNonQueryAsync();
        await Until.TrueAsync(() => account.Emulator.Log.CountOf(Operation.Submit) == 1);
        account.Clock.Advance(TimeSpan.FromSeconds(121));

        Assert.Equal(3, await running);
        Assert.Single(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Resubmission_ByAnotherProcess_GetsTheFirstResult()
    {
        await using var account = await StartAsync();
        var id = Guid.NewGuid();
        var first = account.Command(Insert);
        first.RequestId = id;
        await first.ExecuteNonQueryAsync();

        var second = account.Command(Insert);
        (second.RequestId, second.IsResubmission) = (id, true);
        Assert.Equal(3, await second.ExecuteNonQueryAsync());

        Assert.Single(account.Emulator.Log.Executions);
        Assert.Equal(first.StatementHandle, second.StatementHandle);
    }

    [Fact]
    public async Task Status_AnswersLost_AreAskedForAgain()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Status, Fault.DropRequest, Fault.ServiceUnavailable, Fault.Truncate, Fault.TooManyRequests);
        var command = account.Command(Insert);
        command.IsAsynchronous = true;

        Assert.Equal(3, await command.ExecuteNonQueryAsync());

        Assert.Single(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Submission_ThatCouldNotBeRepeatedSafely_IsNotSent()
    {
        await using var account = await StartAsync();
        var command = account.Command("INSERT INTO T SELECT ?");
        command.Parameters.AddValue(new string('x', 1_000_001));

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(SnowflakeErrorKind.Protocol, failure.Kind);
        Assert.Empty(account.Emulator.Log.Requests);
    }

    private static async Task<Account> StartAsync()
    {
        var account = await Account.StartAsync();
        account.Engine.On(Insert, EngineResult.Inserted(3));
        return account;
    }
}
