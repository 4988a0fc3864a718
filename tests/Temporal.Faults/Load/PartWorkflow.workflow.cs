using Temporalio.Workflows;

namespace Temporal.Faults.Load;

/// <summary>A child: a timer between two activities.</summary>
[Workflow]
public sealed class PartWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int number)
    {
        var options = new ActivityOptions
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(5),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), MaximumInterval = TimeSpan.FromSeconds(1) },
        };
        var square = await Workflow.ExecuteActivityAsync(() => OrderActivities.Square(number), options);
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(30));
        return await Workflow.ExecuteActivityAsync(() => OrderActivities.Square(square), options);
    }
}
