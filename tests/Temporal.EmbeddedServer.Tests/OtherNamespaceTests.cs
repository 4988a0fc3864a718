using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.EmbeddedServer.Tests;

/// <summary>A workflow reaches only others of its own namespace, and is told so.</summary>
public sealed class OtherNamespaceTests : ServerTest
{
    [Fact]
    public async Task ChildSignalAndCancel_OfAnotherNamespace_FailWithTheirCause()
    {
        await StartAsync();

        await CompleteAsync(
            await PollAsync(),
            new Command
            {
                StartChildWorkflowExecutionCommandAttributes = new()
                {
                    Namespace = "other", WorkflowId = "child", WorkflowType = new() { Name = "type" }, TaskQueue = new() { Name = Queue },
                },
            },
            new Command { SignalExternalWorkflowExecutionCommandAttributes = new() { Namespace = "other", Execution = new() { WorkflowId = "x" }, SignalName = "s" } },
            new Command { RequestCancelExternalWorkflowExecutionCommandAttributes = new() { Namespace = "other", WorkflowId = "x" } });

        var events = await HistoryAsync();
        Assert.Contains(events, e => e.StartChildWorkflowExecutionFailedEventAttributes?.Cause == StartChildWorkflowExecutionFailedCause.NamespaceNotFound);
        Assert.Contains(events, e => e.SignalExternalWorkflowExecutionFailedEventAttributes?.Cause == SignalExternalWorkflowExecutionFailedCause.NamespaceNotFound);
        Assert.Contains(
            events, e => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes?.Cause == CancelExternalWorkflowExecutionFailedCause.NamespaceNotFound);
    }
}
