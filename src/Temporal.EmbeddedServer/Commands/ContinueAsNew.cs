using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>Closes the run and opens the next one of its chain, in one step.</summary>
internal static class ContinueAsNew
{
    /// <summary>A chain that would restart at once and for ever is held to one run a second.</summary>
    private static readonly TimeSpan MinimumInterval = TimeSpan.FromSeconds(1);

    public static void Apply(CommandContext context, ContinueAsNewWorkflowExecutionCommandAttributes attributes)
    {
        var run = context.Run;
        var seed = Seed(context, attributes);
        var started = seed.Started;
        var closeEvent = new HistoryEvent
        {
            WorkflowExecutionContinuedAsNewEventAttributes = new()
            {
                NewExecutionRunId = seed.RunId,
                WorkflowType = started.WorkflowType,
                TaskQueue = started.TaskQueue,
                Input = started.Input,
                WorkflowRunTimeout = started.WorkflowRunTimeout,
                WorkflowTaskTimeout = started.WorkflowTaskTimeout,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                BackoffStartInterval = started.FirstWorkflowTaskBackoff,
                Initiator = started.Initiator,
                Failure = attributes.Failure,
                LastCompletionResult = started.LastCompletionResult,
                Header = started.Header,
                Memo = started.Memo,
                SearchAttributes = started.SearchAttributes,
            },
        };
        context.Decorate(closeEvent);
        RunClose.Continued(context.Transaction, run, WorkflowExecutionStatus.ContinuedAsNew, closeEvent);
        WorkflowTasks.Ensure(context.Transaction, RunStart.Create(context.Transaction, seed));
    }

    private static RunSeed Seed(CommandContext context, ContinueAsNewWorkflowExecutionCommandAttributes attributes)
    {
        var record = context.Run.Record;
        var first = context.Transaction.FirstEvent(context.Run).WorkflowExecutionStartedEventAttributes;
        return new RunSeed
        {
            Namespace = record.Namespace,
            UserMetadata = record.UserMetadata,
            Started = new()
            {
                WorkflowId = record.WorkflowId,
                WorkflowType = attributes.WorkflowType?.Name is { Length: > 0 } ? attributes.WorkflowType : new() { Name = record.WorkflowType },
                TaskQueue = new() { Name = attributes.TaskQueue?.Name is { Length: > 0 } name ? name : record.TaskQueue, Kind = TaskQueueKind.Normal },
                Input = attributes.Input,
                WorkflowExecutionTimeout = record.ExecutionTimeout,
                WorkflowExecutionExpirationTime = record.ExecutionExpiration,
                WorkflowRunTimeout = attributes.WorkflowRunTimeout.OrNull() is null ? record.RunTimeout : attributes.WorkflowRunTimeout,
                WorkflowTaskTimeout = attributes.WorkflowTaskTimeout.OrNull() is null ? record.TaskTimeout : attributes.WorkflowTaskTimeout,
                FirstWorkflowTaskBackoff = Duration.FromTimeSpan(BackOff(context, attributes)),
                ContinuedExecutionRunId = record.RunId,
                FirstExecutionRunId = record.FirstRunId,
                Initiator = attributes.Initiator == ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : attributes.Initiator,
                LastCompletionResult = attributes.LastCompletionResult ?? first.LastCompletionResult,
                Header = attributes.Header,
                Memo = attributes.Memo ?? record.Memo.Clone(),
                SearchAttributes = attributes.SearchAttributes ?? record.SearchAttributes.Clone(),
                RetryPolicy = attributes.RetryPolicy ?? record.RetryPolicy,
                Identity = first.Identity,
                ParentWorkflowNamespace = first.ParentWorkflowNamespace,
                ParentWorkflowExecution = first.ParentWorkflowExecution,
                ParentInitiatedEventId = first.ParentInitiatedEventId,
                RootWorkflowExecution = record.Root,
                Priority = record.Priority,
            },
        };
    }

    private static TimeSpan BackOff(CommandContext context, ContinueAsNewWorkflowExecutionCommandAttributes attributes)
    {
        var ran = context.Transaction.Now - context.Run.Record.ExecutionTime.ToDateTimeOffset();
        var least = ran < MinimumInterval ? MinimumInterval - ran : TimeSpan.Zero;
        var asked = attributes.BackoffStartInterval.OrNull() ?? TimeSpan.Zero;
        return asked > least ? asked : least;
    }
}
