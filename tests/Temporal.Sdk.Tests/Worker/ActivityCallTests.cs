using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class ActivityCallTests
{
    [Fact]
    public void Activity_Called_IsScheduledOnceAndItsResultReturned()
    {
        var run = new RunHarness<AddWorkflow>();

        var first = run.Start(2, 3);

        var schedule = Assert.Single(first.Commands).ScheduleActivityTaskCommandAttributes;
        Assert.Equal(("1", "Add", "queue"), (schedule.ActivityId, schedule.ActivityType.Name, schedule.TaskQueue.Name));
        Assert.Equal(TimeSpan.FromSeconds(5), schedule.StartToCloseTimeout.ToTimeSpan());
        Assert.Equal(2, schedule.Input.Payloads_.Count);
        run.History.TaskCompleted();
        var scheduled = run.History.ActivityScheduled("1", "Add");
        run.History.ActivityCompleted(scheduled, 5).Task();
        Assert.Equal(5, run.Process().ResultOf<int>());
    }

    [Fact]
    public void Activity_ReplayedAfterEviction_GivesTheSameEnd()
    {
        var run = new RunHarness<AddWorkflow>();
        run.Start(2, 3);
        run.History.TaskCompleted();
        var scheduled = run.History.ActivityScheduled("1", "Add");
        run.History.ActivityCompleted(scheduled, 5).Task();

        Assert.Equal(5, run.ProcessUncached().ResultOf<int>());
    }

    [Fact]
    public void Activity_Failed_FailsTheWorkflowWithItsCause()
    {
        var run = new RunHarness<AddWorkflow>();
        run.Start(2, 3);
        run.History.TaskCompleted();
        var scheduled = run.History.ActivityScheduled("1", "Add");
        run.History.ActivityFailed(scheduled, "no numbers").Task();

        var fail = Assert.Single(run.Process().Commands).FailWorkflowExecutionCommandAttributes;

        Assert.Equal("Add", fail.Failure.ActivityFailureInfo.ActivityType.Name);
        Assert.Equal("no numbers", fail.Failure.Cause.Message);
    }

    [Fact]
    public void Activity_WithoutCloseTimeout_FailsTheTask() =>
        Assert.Throws<ArgumentException>(() => new RunHarness<NoTimeoutWorkflow>().Start());

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel, true, true)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, true, false)]
    [InlineData(ActivityCancellationType.Abandon, false, true)]
    public void Activity_CancelledAfterItWasSent_FollowsItsCancellationType(
        ActivityCancellationType type, bool asksService, bool endsAtOnce)
    {
        var run = new RunHarness<CancelWorkflow>();
        run.Start(type);
        run.History.TaskCompleted();
        var scheduled = run.History.ActivityScheduled("1", "Slow");
        run.History.CancelRequested().Task();

        var answer = run.Process();

        Assert.Equal(asksService, answer.Kinds().Contains("RequestCancelActivityTask"));
        Assert.Equal(endsAtOnce, answer.Kinds().Contains("CancelWorkflowExecution"));
        Assert.Equal(endsAtOnce, answer.ClosesRun);
        Assert.True(scheduled > 0);
    }

    [Fact]
    public void Activity_WaitedForWhileCancelling_EndsWithTheActivity()
    {
        var run = new RunHarness<CancelWorkflow>();
        run.Start(ActivityCancellationType.WaitCancellationCompleted);
        run.History.TaskCompleted();
        var scheduled = run.History.ActivityScheduled("1", "Slow");
        run.History.CancelRequested().Task();
        run.Process();
        run.History.TaskCompleted().ActivityCancelRequested(scheduled).ActivityCanceled(scheduled).Task();

        Assert.Equal(["CancelWorkflowExecution"], run.ProcessUncached().Kinds());
    }

    [Fact]
    public void Activity_CancelledBeforeItWasSent_IsNeverScheduled()
    {
        var answer = new RunHarness<ImpatientWorkflow>().Start();

        Assert.Equal("cancelled", answer.ResultOf<string>());
    }

    [Workflow]
    public sealed class AddWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int left, int right) => Workflow.ExecuteActivityAsync<int>(
            "Add", [left, right], new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
    }

    [Workflow]
    public sealed class NoTimeoutWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("Add", [], new());
    }

    [Workflow]
    public sealed class CancelWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(ActivityCancellationType type) => Workflow.ExecuteActivityAsync(
            "Slow", [], new() { StartToCloseTimeout = TimeSpan.FromSeconds(5), CancellationType = type });
    }

    [Workflow]
    public sealed class ImpatientWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            using var stop = new CancellationTokenSource();
            var activity = Workflow.ExecuteActivityAsync("Slow", [], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(5),
                CancellationToken = stop.Token,
            });
            await Workflow.WhenAnyAsync(activity, Workflow.RunTaskAsync(() => Task.CompletedTask));
            stop.Cancel();
            try
            {
                await activity;
                return "ran";
            }
            catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
            {
                return "cancelled";
            }
        }
    }
}
