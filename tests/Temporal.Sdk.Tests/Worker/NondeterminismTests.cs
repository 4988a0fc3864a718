using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class NondeterminismTests
{
    [Fact]
    public void Replay_OtherCommandThanHistory_NamesTheEvent()
    {
        var history = new RunHarness<TwoStepsWorkflow>();
        history.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted();
        history.History.TimerStarted("1");
        history.History.Signaled("x").Task();

        var e = Assert.Throws<WorkflowNondeterminismException>(() => history.Process());

        Assert.Contains("Event 5 TimerStarted", e.Message, StringComparison.Ordinal);
        Assert.Contains("ScheduleActivityTask", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OtherActivityType_NamesBoth()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted();
        run.History.ActivityScheduled("1", "Zero");
        run.History.Signaled("x").Task();

        var e = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("'One'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Zero'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_EventWithoutCommand_IsRefused()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted();
        run.History.ActivityScheduled("1", "One");
        run.History.ActivityScheduled("2", "Two");
        run.History.Signaled("x").Task();

        var e = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("Event 6", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_CommandWithoutEvent_IsRefused()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted().Signaled("x").Task();

        var e = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("'One'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_WorkflowEndsWhereHistoryGoesOn_IsRefused()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted();
        var one = run.History.ActivityScheduled("1", "One");
        run.History.ActivityCompleted(one, null).Task().TaskCompleted().Completed(null);

        Assert.Throws<WorkflowNondeterminismException>(() => run.Replay());
    }

    [Fact]
    public void Nondeterminism_ListedAsFailure_FailsTheWorkflow()
    {
        var run = new RunHarness<TwoStepsWorkflow>(failures: [typeof(WorkflowNondeterminismException)]);
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted().Signaled("x").Task();

        Assert.Equal(["FailWorkflowExecution"], run.Process().Kinds());
    }

    [Fact]
    public void Replay_WholeHistoryThatMatches_IssuesNothing()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskCompleted();
        var one = run.History.ActivityScheduled("1", "One");
        run.History.ActivityCompleted(one, null).Task().TaskCompleted();
        var two = run.History.ActivityScheduled("2", "Two");
        run.History.ActivityCompleted(two, null).Task().TaskCompleted().Completed(null);

        Assert.Empty(run.Replay().Commands);
    }

    [Fact]
    public void Replay_TaskThatFailedOnce_IsMergedWithTheNext()
    {
        var run = new RunHarness<TwoStepsWorkflow>();
        run.History.Started(nameof(TwoStepsWorkflow)).Task().TaskFailed().Task().TaskCompleted();
        var one = run.History.ActivityScheduled("1", "One");
        run.History.ActivityCompleted(one, null).Task();

        Assert.Equal(["ScheduleActivityTask"], run.Process().Kinds());
    }

    [Workflow]
    public sealed class TwoStepsWorkflow
    {
        private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) };

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.ExecuteActivityAsync("One", [], Options);
            await Workflow.ExecuteActivityAsync("Two", [], Options);
        }
    }
}
