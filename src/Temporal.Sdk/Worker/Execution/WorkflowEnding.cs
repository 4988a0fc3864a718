using Temporalio.Exceptions;
using Temporalio.Worker.Commands;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Runs the run method and signal handlers, and decides what their end means for the workflow.</summary>
internal sealed class WorkflowEnding(WorkflowContext context)
{
    internal void RunMain() => RunTopLevel(async () =>
    {
        var run = context.Definition.RunMethod;
        var workflow = context.Instance;
        var task = (Task)Invocation.Call(workflow, run, context.StartArguments)!;
        var result = await Invocation.ResultAsync(task, run.ReturnType);
        context.Commands.Issue(ClosingCommands.Complete(context.PayloadConverter.ToPayload(result)));
    });

    internal void RunTopLevel(Func<Task> step) => _ = context.QueueAsync(() => RunAsync(step));

    /// <summary>
    /// True for an exception that means "this workflow has failed"; any other one means "this code is wrong" and
    /// fails the workflow task, so that a corrected worker can carry on.
    /// </summary>
    internal bool FailsWorkflow(Exception e) =>
        e is FailureException or OperationCanceledException ||
        context.Environment.FailureExceptionTypes.Any(type => type.IsInstanceOfType(e)) ||
        context.Definition.FailureExceptionTypes?.Any(type => type.IsInstanceOfType(e)) == true;

    private async Task RunAsync(Func<Task> step)
    {
        try
        {
            await EndAsync(step);
        }
        catch (Exception e)
        {
            context.Fail(e);
        }
    }

    private async Task EndAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (ContinueAsNewException e)
        {
            context.Commands.Issue(ClosingCommands.ContinueAsNew(e, context));
        }
        catch (Exception e) when (
            context.CancellationToken.IsCancellationRequested && TemporalException.IsCanceledException(e))
        {
            context.Commands.Issue(ClosingCommands.Cancel());
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            context.Commands.Issue(ClosingCommands.Fail(
                context.FailureConverter.ToFailure(e, context.PayloadConverter)));
        }
    }
}
