using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Workflows that call local activities, each in its own way.</summary>
internal static class LocalActivityWorkflows
{
    internal static readonly Type[] All =
    [
        typeof(CallsWorkflow), typeof(SlowWorkflow), typeof(RetryWorkflow), typeof(RefusedWorkflow),
        typeof(TimeoutWorkflow), typeof(CancelWorkflow), typeof(OrderWorkflow), typeof(UnknownWorkflow),
    ];

    private static readonly LocalActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    /// <summary>Activities that a test lets go on, one gate to the key.</summary>
    internal sealed class Activities
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> begun = new();
        private readonly ConcurrentDictionary<string, int> starts = new();

        [Activity]
        public static string Greet(string name) => $"Hello {name}";

        [Activity]
        public static string FailUntil(int attempt) => ActivityExecutionContext.Current.Info.Attempt is var now && now < attempt
            ? throw new ApplicationFailureException("not yet")
            : $"{now}";

        [Activity]
        public static void Refuse() => throw new ApplicationFailureException("no", "Refused", nonRetryable: true);

        [Activity]
        public static Task UntilCancelledAsync() =>
            Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken);

        [Activity]
        public async Task<string> SlowAsync(string key)
        {
            starts.AddOrUpdate(key, 1, (_, count) => count + 1);
            Source(begun, key).TrySetResult();
            Assert.True(ActivityExecutionContext.Current.Info.IsLocal);
            await Source(gates, key).Task.WaitAsync(ActivityExecutionContext.Current.CancellationToken);
            return "slow";
        }

        [Activity]
        public void Release(string key) => Source(gates, key).TrySetResult();

        internal Task StartedAsync(string key) => Source(begun, key).Task;

        internal int Starts(string key) => starts[key];

        private static TaskCompletionSource Source(ConcurrentDictionary<string, TaskCompletionSource> sources, string key) =>
            sources.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    [Workflow]
    internal sealed class CallsWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string names)
        {
            var greetings = new List<string>();
            foreach (var name in names)
            {
                greetings.Add(await Workflow.ExecuteLocalActivityAsync(() => Activities.Greet($"{name}"), Minute));
                if (greetings.Count == 2)
                    await Workflow.DelayAsync(1);
            }
            return string.Join(", ", greetings);
        }
    }

    [Workflow]
    internal sealed class SlowWorkflow
    {
        private readonly List<string> notes = [];

        [WorkflowRun]
        public async Task<string> RunAsync(string key)
        {
            notes.Add(await Workflow.ExecuteLocalActivityAsync((Activities activities) => activities.SlowAsync(key), Minute));
            await Workflow.WaitConditionAsync(() => notes.Contains("signal"));
            notes.Sort(StringComparer.Ordinal);
            notes.Add(await Workflow.ExecuteLocalActivityAsync(() => Activities.Greet("again"), Minute));
            return string.Join(", ", notes);
        }

        [WorkflowSignal]
        public Task NoteAsync(string note)
        {
            notes.Add(note);
            return Task.CompletedTask;
        }
    }

    [Workflow]
    internal sealed class RetryWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(int attempt, TimeSpan? threshold) => Workflow.ExecuteLocalActivityAsync(
            () => Activities.FailUntil(attempt),
            new()
            {
                ScheduleToCloseTimeout = TimeSpan.FromMinutes(1),
                LocalRetryThreshold = threshold,
                RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
            });
    }

    [Workflow]
    internal sealed class RefusedWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteLocalActivityAsync(() => Activities.Refuse(), Minute);
    }

    [Workflow]
    internal sealed class TimeoutWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteLocalActivityAsync(
            () => Activities.UntilCancelledAsync(),
            new() { StartToCloseTimeout = TimeSpan.FromMilliseconds(10), RetryPolicy = new() { MaximumAttempts = 1 } });
    }

    [Workflow]
    internal sealed class CancelWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string key, ActivityCancellationType type)
        {
            using var stop = new CancellationTokenSource();
            var activity = Workflow.ExecuteLocalActivityAsync((Activities activities) => activities.SlowAsync(key), new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                CancellationToken = stop.Token,
                CancellationType = type,
            });
            await Workflow.DelayAsync(1);
            stop.Cancel();
            try
            {
                return await activity;
            }
            catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
            {
                return "cancelled";
            }
        }
    }

    [Workflow]
    internal sealed class OrderWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string key)
        {
            var order = new List<string>();
            await Workflow.WhenAllAsync(
                NoteAsync(order, "a", Workflow.ExecuteLocalActivityAsync((Activities activities) => activities.SlowAsync(key), Minute)),
                NoteAsync(order, "b", Workflow.ExecuteLocalActivityAsync((Activities activities) => activities.Release(key), Minute)));
            order.Add("c");
            return string.Join(", ", order);
        }

        private static async Task NoteAsync(List<string> order, string name, Task activity)
        {
            await activity;
            if (order.Count == 0 && name == "a")
                await Workflow.DelayAsync(1);
            order.Add(name);
        }
    }

    [Workflow]
    internal sealed class UnknownWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteLocalActivityAsync("Unknown", [], Minute);
    }
}
