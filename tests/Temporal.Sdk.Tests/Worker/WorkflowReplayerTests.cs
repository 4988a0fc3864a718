using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class WorkflowReplayerTests
{
    [Fact]
    public async Task Replay_HistoryFromJsonThatMatches_HasNoFailure()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<WaitWorkflow>());
        var history = WorkflowHistory.FromJson("workflow", new WorkflowHistory("workflow", History("1").Events).ToJson());

        var result = await replayer.ReplayWorkflowAsync(history);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task Replay_HistoryThatDiffers_NamesTheEvent()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<WaitWorkflow>());
        var history = new WorkflowHistory("workflow", History("2").Events);

        var e = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => replayer.ReplayWorkflowAsync(history));
        var results = await replayer.ReplayWorkflowsAsync([history]);

        Assert.Contains("Event 5 TimerStarted", e.Message, StringComparison.Ordinal);
        Assert.IsType<WorkflowNondeterminismException>(Assert.Single(results).ReplayFailure);
    }

    [Fact]
    public async Task Replay_UnknownWorkflowType_IsAnInvalidOperation()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<WaitWorkflow>());
        var builder = new HistoryBuilder().Started("Other").Task();

        await Assert.ThrowsAsync<InvalidWorkflowOperationException>(
            () => replayer.ReplayWorkflowAsync(new("workflow", builder.Events)));
    }

    [Fact]
    public async Task Replay_RunStillOpen_HasNoFailure()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<WaitWorkflow>());
        var builder = new HistoryBuilder().Started(nameof(WaitWorkflow)).Task().TaskCompleted();
        builder.TimerStarted("1");

        var result = await replayer.ReplayWorkflowAsync(new("workflow", builder.Events));

        Assert.Null(result.ReplayFailure);
    }

    private static HistoryBuilder History(string timerId)
    {
        var builder = new HistoryBuilder().Started(nameof(WaitWorkflow)).Task().TaskCompleted();
        var timer = builder.TimerStarted(timerId);
        return builder.TimerFired(timer, timerId).Task().TaskCompleted().Completed(null);
    }

    [Workflow]
    public sealed class WaitWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1000);
    }
}
