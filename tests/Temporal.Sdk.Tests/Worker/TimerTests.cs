using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class TimerTests
{
    [Fact]
    public void Delay_OfZero_BecomesOneMillisecond()
    {
        var timer = Assert.Single(new RunHarness<DelayWorkflow>().Start(0).Commands).StartTimerCommandAttributes;

        Assert.Equal(("1", TimeSpan.FromMilliseconds(1)), (timer.TimerId, timer.StartToFireTimeout.ToTimeSpan()));
    }

    [Fact]
    public void Delay_Fired_ContinuesAtTheTimeOfTheTask()
    {
        var run = new RunHarness<DelayWorkflow>();
        run.Start(60_000);
        run.History.TaskCompleted();
        var started = run.History.TimerStarted("1");
        run.History.TimerFired(started, "1").Task();

        Assert.Equal(run.History.Now.AddSeconds(-1), run.Process().ResultOf<DateTime>());
    }

    [Fact]
    public void Delay_Cancelled_CancelsTheTimerAndTheWorkflow()
    {
        var run = new RunHarness<DelayWorkflow>();
        run.Start(60_000);
        run.History.TaskCompleted();
        run.History.TimerStarted("1");
        run.History.CancelRequested().Task();

        Assert.Equal(["CancelTimer", "CancelWorkflowExecution"], run.Process().Kinds());
    }

    [Fact]
    public void Delay_FiredAndCancelledInOneTask_IsNotCancelledAtTheService()
    {
        var run = new RunHarness<DelayWorkflow>();
        run.Start(60_000);
        run.History.TaskCompleted();
        var started = run.History.TimerStarted("1");
        run.History.CancelRequested().TimerFired(started, "1").Task();

        Assert.Equal(["CancelWorkflowExecution"], run.Process().Kinds());
    }

    [Fact]
    public void WaitCondition_WithTimeout_GivesFalseWhenItsTimerFires()
    {
        var run = new RunHarness<TimeoutWorkflow>();
        Assert.Equal(["StartTimer"], run.Start().Kinds());
        run.History.TaskCompleted();
        var started = run.History.TimerStarted("1");
        run.History.TimerFired(started, "1").Task();

        Assert.False(run.ProcessUncached().ResultOf<bool>());
    }

    [Fact]
    public void WaitCondition_MetInTime_CancelsItsTimer()
    {
        var run = new RunHarness<TimeoutWorkflow>();
        run.Start();
        run.History.TaskCompleted();
        var started = run.History.TimerStarted("1");
        run.History.Signaled("Go").Task();

        Assert.Equal(["CancelTimer", "CompleteWorkflowExecution"], run.Process().Kinds());
        run.History.TaskCompleted().TimerCanceled(started, "1").Completed(true);
        Assert.Empty(run.Replay().Commands);
    }

    [Workflow]
    public sealed class DelayWorkflow
    {
        [WorkflowRun]
        public async Task<DateTime> RunAsync(int milliseconds)
        {
            await Workflow.DelayAsync(milliseconds);
            return Workflow.UtcNow;
        }
    }

    [Workflow]
    public sealed class TimeoutWorkflow
    {
        private bool go;

        [WorkflowRun]
        public Task<bool> RunAsync() => Workflow.WaitConditionAsync(() => go, TimeSpan.FromHours(1));

        [WorkflowSignal]
        public Task GoAsync()
        {
            go = true;
            return Task.CompletedTask;
        }
    }
}
