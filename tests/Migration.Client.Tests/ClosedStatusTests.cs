using Migration.Core.Progress;
using Temporalio.Api.Enums.V1;

namespace Migration.Client.Tests;

public sealed class ClosedStatusTests
{
    [Theory]
    [InlineData(WorkflowExecutionStatus.Running, ExecutionStatus.Paused, ExecutionStatus.Paused)]
    [InlineData(WorkflowExecutionStatus.Terminated, ExecutionStatus.Running, ExecutionStatus.Cancelled)]
    [InlineData(WorkflowExecutionStatus.Terminated, ExecutionStatus.Completed, ExecutionStatus.Completed)]
    [InlineData(WorkflowExecutionStatus.TimedOut, ExecutionStatus.NeedsAttention, ExecutionStatus.Failed)]
    [InlineData(WorkflowExecutionStatus.Canceled, ExecutionStatus.Pending, ExecutionStatus.Cancelled)]
    public void Status_OfAWorkflowClosedFromOutside_IsNoLongerThatOfAnOpenOne(
        WorkflowExecutionStatus workflow, ExecutionStatus told, ExecutionStatus expected) =>
        Assert.Equal(expected, ClosedStatus.Of(workflow, told));

    [Theory]
    [InlineData("", ExecutionStatus.Pending)]
    [InlineData("NEEDS_ATTENTION", ExecutionStatus.NeedsAttention)]
    public void Name_Parsed_IsItsValue(string name, ExecutionStatus expected) =>
        Assert.Equal(expected, StatusNames.Parse<ExecutionStatus>(name));
}
