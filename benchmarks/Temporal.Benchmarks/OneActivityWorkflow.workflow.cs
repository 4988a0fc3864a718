using Temporalio.Workflows;

namespace Temporal.Benchmarks;

[Workflow]
public sealed class OneActivityWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string text) =>
        Workflow.ExecuteActivityAsync(() => Echo.Say(text), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}
