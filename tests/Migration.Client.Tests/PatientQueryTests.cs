using Migration.Core.Errors;
using Temporalio.Exceptions;

namespace Migration.Client.Tests;

public sealed class PatientQueryTests
{
    private readonly LeapingTime time = new();
    private int asked;

    [Fact]
    public async Task Query_OfAStarvedWorker_IsAskedAgainUntilItAnswers() =>
        Assert.Equal(20, await AskAsync(() => asked < 20 ? throw Starved() : asked));

    [Fact]
    public async Task Query_OfAWorkerThatNeverGetsTime_EndsAsATimeout()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => AskAsync(() => throw Starved()));
        Assert.Equal(ErrorCodes.Timeout, failure.Code);
        Assert.InRange(asked, 30, 100);
    }

    [Fact]
    public async Task Query_ThatDiedWithItsWorker_IsAskedAgain() =>
        Assert.Equal(2, await AskAsync(() => asked < 2 ? throw Unanswered() : asked));

    [Fact]
    public async Task Query_OfAnExecutionWhoseTasksFail_IsAskedAgain() => Assert.Equal(2, await AskAsync(() => asked < 2
        ? throw Refused("Unable to query workflow due to Workflow Task in failed state.")
        : asked));

    [Fact]
    public async Task Query_WithoutAWorker_IsAskedOnce()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => AskAsync(() => throw Refused("no poller seen for task queue recently")));
        Assert.Equal((ErrorCodes.Timeout, 1), (failure.Code, asked));
    }

    [Fact]
    public async Task Query_WhoseCallerLeft_IsAskedOnce()
    {
        await Assert.ThrowsAsync<MigrationException>(() => AskAsync(() => throw Unanswered(), new CancellationToken(canceled: true)));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Query_ThatFails_IsAskedOnce()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => AskAsync(() => throw new WorkflowQueryFailedException("no such query")));
        Assert.Equal((ErrorCodes.Internal, 1), (failure.Code, asked));
    }

    private static WorkflowQueryFailedException Starved() => new("[TMPRL1101] Potential deadlock: it has not yielded within 2 s.");

    private static RpcException Unanswered() => new(RpcException.StatusCode.DeadlineExceeded, "query timed out", null);

    private static RpcException Refused(string message) => new(RpcException.StatusCode.FailedPrecondition, message, null);

    private Task<int> AskAsync(Func<int> answer, CancellationToken cancel = default) => PatientQuery.AskAsync(
        () => RpcFailures.TranslateAsync("e", () =>
        {
            asked++;
            return Task.FromResult(answer());
        }),
        time,
        cancel);

    /// <summary>Every wait is over at once, and its time has passed.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            now += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
