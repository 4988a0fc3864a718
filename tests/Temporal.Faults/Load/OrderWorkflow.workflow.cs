using Temporalio.Workflows;

namespace Temporal.Faults.Load;

/// <summary>Some of everything that must not be lost: activities, timers, children, signals, a completion from outside.</summary>
[Workflow]
public sealed class OrderWorkflow
{
    public const string Queue = "orders";
    public const string OutsideId = "outside";
    public const string SignalName = "Add";

    private static readonly ActivityOptions Short = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(5),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), MaximumInterval = TimeSpan.FromSeconds(1) },
    };

    private readonly List<string> signals = [];

    [WorkflowRun]
    public async Task<OrderResult> RunAsync(OrderInput input)
    {
        var outside = Workflow.ExecuteActivityAsync(
            () => OrderActivities.Outside(),
            new() { ActivityId = OutsideId, StartToCloseTimeout = TimeSpan.FromHours(1), RetryPolicy = new() { MaximumAttempts = 1 } });
        var children = Enumerable.Range(0, input.Children)
            .Select(i => Workflow.ExecuteChildWorkflowAsync(
                (PartWorkflow part) => part.RunAsync(input.Number + i),
                new() { Id = $"{Workflow.Info.WorkflowId}/part-{i}", TaskTimeout = TimeSpan.FromSeconds(2) }))
            .ToList();
        var results = new List<int>();
        for (var i = 0; i < input.Activities; i++)
        {
            results.Add(await Workflow.ExecuteActivityAsync(() => OrderActivities.Square(input.Number + i), Short));
            await Workflow.DelayAsync(TimeSpan.FromMilliseconds(20));
        }

        var childResults = await Workflow.WhenAllAsync(children);
        await Workflow.WaitConditionAsync(() => signals.Count >= input.Signals);
        return new OrderResult(results, childResults, signals, await outside);
    }

    [WorkflowSignal(SignalName)]
    public Task AddAsync(string name)
    {
        signals.Add(name);
        return Task.CompletedTask;
    }
}
