using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporalio.Tests.Worker;

public sealed class ChildWorkflowTests
{
    [Fact]
    public void Child_Completed_GivesItsResult()
    {
        var run = new RunHarness<ParentWorkflow>();
        var start = Assert.Single(run.Start(ChildWorkflowCancellationType.TryCancel).Commands)
            .StartChildWorkflowExecutionCommandAttributes;
        Assert.Equal(("child", "Child", Api.Enums.V1.ParentClosePolicy.Abandon),
            (start.WorkflowId, start.WorkflowType.Name, start.ParentClosePolicy));
        run.History.TaskCompleted();
        var initiated = run.History.ChildInitiated("child", "Child");
        run.History.ChildStarted(initiated, "child").Task();
        Assert.Empty(run.Process().Commands);
        run.History.TaskCompleted().ChildCompleted(initiated, "done").Task();

        Assert.Equal("done", run.ProcessUncached().ResultOf<string>());
    }

    [Fact]
    public void Child_Failed_FailsTheParentWithItsCause()
    {
        var run = new RunHarness<ParentWorkflow>();
        var initiated = StartChild(run, ChildWorkflowCancellationType.TryCancel);
        run.History.ChildFailed(initiated, "child broke").Task();

        var fail = Assert.Single(run.Process().Commands).FailWorkflowExecutionCommandAttributes.Failure;

        Assert.Equal("child", fail.ChildWorkflowExecutionFailureInfo.WorkflowExecution.WorkflowId);
        Assert.Equal("child broke", fail.Cause.Message);
    }

    [Fact]
    public void Child_IdInUse_ThrowsAlreadyStarted()
    {
        var run = new RunHarness<ParentWorkflow>();
        run.Start(ChildWorkflowCancellationType.TryCancel);
        run.History.TaskCompleted();
        var initiated = run.History.ChildInitiated("child", "Child");
        run.History.Add(EventType.StartChildWorkflowExecutionFailed, e =>
            e.StartChildWorkflowExecutionFailedEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                WorkflowId = "child",
                WorkflowType = new() { Name = "Child" },
            });
        run.History.Task();

        Assert.Equal("in use", run.Process().ResultOf<string>());
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon, false, true)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, true, true)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted, true, false)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested, true, false)]
    public void Child_Cancelled_FollowsItsCancellationType(
        ChildWorkflowCancellationType type, bool asksChild, bool endsAtOnce)
    {
        var run = new RunHarness<ParentWorkflow>();
        StartChild(run, type);
        run.History.CancelRequested().Task();

        var answer = run.Process();

        Assert.Equal(asksChild, answer.Kinds().Contains("RequestCancelExternalWorkflowExecution"));
        Assert.Equal(endsAtOnce, answer.Kinds().Contains("CancelWorkflowExecution"));
    }

    [Fact]
    public void Child_WaitedForUntilRequested_EndsWhenTheRequestIsDelivered()
    {
        var run = new RunHarness<ParentWorkflow>();
        StartChild(run, ChildWorkflowCancellationType.WaitCancellationRequested);
        run.History.CancelRequested().Task();
        run.Process();
        run.History.TaskCompleted();
        var requested = run.History.Add(EventType.RequestCancelExternalWorkflowExecutionInitiated, e =>
            e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes =
                new() { WorkflowExecution = new() { WorkflowId = "child" } });
        run.History.Add(EventType.ExternalWorkflowExecutionCancelRequested, e =>
            e.ExternalWorkflowExecutionCancelRequestedEventAttributes = new() { InitiatedEventId = requested });
        run.History.Task();

        Assert.Equal(["CancelWorkflowExecution"], run.ProcessUncached().Kinds());
    }

    [Fact]
    public void External_SignalThatFails_ThrowsWithTheCause()
    {
        var run = new RunHarness<SignallingWorkflow>();
        var signal = Assert.Single(run.Start().Commands).SignalExternalWorkflowExecutionCommandAttributes;
        Assert.Equal(("other", "Go", false), (signal.Execution.WorkflowId, signal.SignalName, signal.ChildWorkflowOnly));
        run.History.TaskCompleted();
        var initiated = run.History.Add(EventType.SignalExternalWorkflowExecutionInitiated, e =>
            e.SignalExternalWorkflowExecutionInitiatedEventAttributes =
                new() { WorkflowExecution = new() { WorkflowId = "other" } });
        run.History.Add(EventType.SignalExternalWorkflowExecutionFailed, e =>
            e.SignalExternalWorkflowExecutionFailedEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
            });
        run.History.Task();

        Assert.Equal("ExternalWorkflowExecutionNotFound", run.Process().ResultOf<string>());
    }

    private static long StartChild(RunHarness<ParentWorkflow> run, ChildWorkflowCancellationType type)
    {
        run.Start(type);
        run.History.TaskCompleted();
        var initiated = run.History.ChildInitiated("child", "Child");
        run.History.ChildStarted(initiated, "child").Task();
        run.Process();
        run.History.TaskCompleted();
        return initiated;
    }

    [Workflow]
    public sealed class ParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(ChildWorkflowCancellationType type)
        {
            try
            {
                return await Workflow.ExecuteChildWorkflowAsync<string>(
                    "Child",
                    [],
                    new() { Id = "child", CancellationType = type, ParentClosePolicy = ParentClosePolicy.Abandon });
            }
            catch (WorkflowAlreadyStartedException)
            {
                return "in use";
            }
        }
    }

    [Workflow]
    public sealed class SignallingWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.GetExternalWorkflowHandle("other").SignalAsync("Go", []);
                return "sent";
            }
            catch (ApplicationFailureException e)
            {
                return e.ErrorType!;
            }
        }
    }
}
