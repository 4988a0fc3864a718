using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;

namespace Migration.Activities.Tests;

public sealed class ActivityBoundaryTests
{
    [Fact]
    public async Task Shutdown_StopsACopyAtOnce_AndLetsItLeaveItsCommitAfterSomePatience()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<MigrationMeter>().BuildServiceProvider();
        var clock = new Clock();
        var environment = new ActivityEnvironment();
        var seen = new List<(bool Stop, bool Leave)>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => environment.RunAsync(() => new ActivityBoundary(
            NullLogger<ActivityBoundary>.Instance, services.GetRequiredService<MigrationMeter>(), clock).RunReportingAsync<bool>(new("e", "t"), "first", async (_, ending) =>
            {
                Look();
                await environment.WorkerShutdownTokenSource.CancelAsync();
                Look();
                clock.Pass();
                Look();
                throw new OperationCanceledException(ending.Leave);

                void Look() => seen.Add((ending.Stop.IsCancellationRequested, ending.Leave.IsCancellationRequested));
            })));

        Assert.Equal([(false, false), (true, false), (true, true)], seen);
    }

    /// <summary>A clock whose timers that are set go off when a test says so.</summary>
    private sealed class Clock : TimeProvider
    {
        private readonly List<Timer> _timers = [];

        public void Pass() => _timers.ForEach(timer => timer.Fire());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(() => callback(state)) { Due = dueTime };
            _timers.Add(timer);
            return timer;
        }

        private sealed class Timer(Action callback) : ITimer
        {
            public TimeSpan Due { get; set; }

            public void Fire()
            {
                if (Due != Timeout.InfiniteTimeSpan)
                    callback();
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = dueTime;
                return true;
            }

            public void Dispose() => Due = Timeout.InfiniteTimeSpan;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
