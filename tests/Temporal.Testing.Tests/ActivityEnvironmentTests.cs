using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporal.Testing.Tests;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task Activity_InEveryForm_RunsInItsContext()
    {
        var environment = new ActivityEnvironment { Info = ActivityEnvironment.DefaultInfo with { Attempt = 7 } };
        var attempts = new List<int>();
        int Note()
        {
            attempts.Add(ActivityExecutionContext.Current.Info.Attempt);
            return attempts.Count;
        }

        await environment.RunAsync(() => { Note(); });
        Assert.Equal(2, await environment.RunAsync(Note));
        await environment.RunAsync(async () =>
        {
            await Task.Yield();
            Note();
        });
        Assert.Equal(4, await environment.RunAsync(async () =>
        {
            await Task.Yield();
            return Note();
        }));

        Assert.Equal([7, 7, 7, 7], attempts);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Heartbeat_OfTheActivity_ReachesTheHeartbeater()
    {
        var beats = new List<object?[]>();
        var environment = new ActivityEnvironment { Heartbeater = beats.Add };

        await environment.RunAsync(() => ActivityExecutionContext.Current.Heartbeat("row", 5));

        Assert.Equal(["row", 5], Assert.Single(beats));
    }

    [Fact]
    public async Task Cancel_WithAReason_IsSeenByTheActivity()
    {
        var environment = new ActivityEnvironment();

        var cancelled = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Task.Delay(Timeout.Infinite, context.CancellationToken));
            return (context.CancelReason, context.CancellationDetails!.IsWorkerShutdown);
        });
        environment.Cancel(ActivityCancelReason.WorkerShutdown, new() { IsWorkerShutdown = true });
        environment.Cancel();

        Assert.Equal((ActivityCancelReason.WorkerShutdown, true), await cancelled);
    }

    [Fact]
    public async Task WorkerShutdown_OfTheEnvironment_IsSeenByTheActivity()
    {
        var environment = new ActivityEnvironment();

        var told = environment.RunAsync(async () =>
        {
            var shutdown = ActivityExecutionContext.Current.WorkerShutdownToken;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, shutdown));
            return ActivityExecutionContext.Current.CancellationToken.IsCancellationRequested;
        });
        await environment.WorkerShutdownTokenSource.CancelAsync();

        Assert.False(await told);
    }

    [Fact]
    public async Task Client_NotGiven_IsRefusedToTheActivity() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new ActivityEnvironment().RunAsync(() => ActivityExecutionContext.Current.TemporalClient));
}
