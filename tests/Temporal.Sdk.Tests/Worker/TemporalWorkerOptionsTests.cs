using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class TemporalWorkerOptionsTests
{
    [Fact]
    public void Options_Defaults_AreThoseOfTheOfficialPackage()
    {
        var options = new TemporalWorkerOptions("queue");

        Assert.Equal("queue", options.TaskQueue);
        Assert.Equal(10000, options.MaxCachedWorkflows);
        Assert.Equal(5, options.MaxConcurrentWorkflowTaskPolls);
        Assert.Equal(5, options.MaxConcurrentActivityTaskPolls);
        Assert.Equal(0.2F, options.NonStickyToStickyPollRatio);
        Assert.Equal(TimeSpan.FromSeconds(10), options.StickyQueueScheduleToStartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), options.MaxHeartbeatThrottleInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), options.DefaultHeartbeatThrottleInterval);
        Assert.Equal(TimeSpan.Zero, options.GracefulShutdownTimeout);
        Assert.False(options.DisableEagerActivityExecution);
    }

    [Fact]
    public void Clone_OfOptions_HasListsOfItsOwn()
    {
        var options = new TemporalWorkerOptions("queue").AddWorkflow<NothingWorkflow>();

        var clone = (TemporalWorkerOptions)options.Clone();
        clone.Workflows.Clear();

        Assert.Single(options.Workflows);
    }

    [Fact]
    public void CallOptions_Defaults_AreThoseOfTheOfficialPackage()
    {
        Assert.Equal(ActivityCancellationType.TryCancel, new ActivityOptions().CancellationType);
        Assert.False(new ActivityOptions().DisableEagerActivityExecution);
        var child = new ChildWorkflowOptions();
        Assert.Equal(ChildWorkflowCancellationType.WaitCancellationCompleted, child.CancellationType);
        Assert.Equal(ParentClosePolicy.Terminate, child.ParentClosePolicy);
        Assert.Equal(Api.Enums.V1.WorkflowIdReusePolicy.AllowDuplicate, child.IdReusePolicy);
    }

    [Workflow]
    public sealed class NothingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
