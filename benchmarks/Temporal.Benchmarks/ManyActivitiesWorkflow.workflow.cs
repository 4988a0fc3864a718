using Temporalio.Workflows;

namespace Temporal.Benchmarks;

/// <summary>One activity after the other: six events each, with a workflow task of its own.</summary>
[Workflow]
public sealed class ManyActivitiesWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(int activities)
    {
        for (var i = 0; i < activities; i++)
            await Workflow.ExecuteActivityAsync(() => Echo.Say("on"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
    }
}
