using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>Initiates a child; the child itself is created after all events of the task, and reported as any event from outside.</summary>
internal static class StartChild
{
    public static void Apply(CommandContext context, StartChildWorkflowExecutionCommandAttributes attributes)
    {
        Check(context, attributes);
        var run = context.Run;
        var initiated = context.Append(new() { StartChildWorkflowExecutionInitiatedEventAttributes = Initiated(context, attributes) });
        var child = new ChildRecord
        {
            InitiatedEventId = initiated.EventId,
            WorkflowId = attributes.WorkflowId,
            WorkflowType = attributes.WorkflowType.Name,
            Namespace = run.Record.Namespace,
            ParentClosePolicy = attributes.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : attributes.ParentClosePolicy,
        };
        run.Children.Put(Run.Id(initiated.EventId), child);
        context.Afterwards.Add(() => Start(context, initiated, child));
    }

    private static StartChildWorkflowExecutionInitiatedEventAttributes Initiated(CommandContext context, StartChildWorkflowExecutionCommandAttributes attributes) => new()
    {
        Namespace = attributes.Namespace.Length > 0 ? attributes.Namespace : context.Run.Record.Namespace,
        WorkflowId = attributes.WorkflowId,
        WorkflowType = attributes.WorkflowType,
        TaskQueue = new() { Name = attributes.TaskQueue?.Name is { Length: > 0 } name ? name : context.Run.Record.TaskQueue, Kind = TaskQueueKind.Normal },
        Input = attributes.Input,
        WorkflowExecutionTimeout = attributes.WorkflowExecutionTimeout,
        WorkflowRunTimeout = attributes.WorkflowRunTimeout,
        WorkflowTaskTimeout = attributes.WorkflowTaskTimeout,
        ParentClosePolicy = attributes.ParentClosePolicy,
        WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
        WorkflowIdReusePolicy = attributes.WorkflowIdReusePolicy,
        RetryPolicy = attributes.RetryPolicy,
        Header = attributes.Header,
        Memo = attributes.Memo,
        SearchAttributes = attributes.SearchAttributes,
        Priority = attributes.Priority,
    };

    private static void Start(CommandContext context, HistoryEvent initiated, ChildRecord child)
    {
        var (transaction, parent) = (context.Transaction, context.Run);
        if (!parent.IsOpen && child.ParentClosePolicy != ParentClosePolicy.Abandon)
        {
            return;
        }

        var attributes = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        if (attributes.Namespace != parent.Record.Namespace)
        {
            Refuse(context, initiated.EventId, attributes, StartChildWorkflowExecutionFailedCause.NamespaceNotFound);
            return;
        }

        if (!StartPolicies.MayStart(transaction, parent.Record.Namespace, child.WorkflowId, attributes.WorkflowIdReusePolicy))
        {
            Refuse(context, initiated.EventId, attributes, StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists);
            return;
        }

        var run = RunStart.Create(transaction, Seed(parent, initiated, attributes));
        if (parent.IsOpen)
        {
            child.RunId = run.RunId;
            parent.Children.Put(Run.Id(child.InitiatedEventId), child);
            parent.Receive(transaction, new()
            {
                ChildWorkflowExecutionStartedEventAttributes = new()
                {
                    Namespace = parent.Record.Namespace,
                    InitiatedEventId = initiated.EventId,
                    WorkflowExecution = run.Execution,
                    WorkflowType = attributes.WorkflowType,
                    Header = attributes.Header,
                },
            });
        }

        WorkflowTasks.Ensure(transaction, run);
    }

    private static RunSeed Seed(Run parent, HistoryEvent initiated, StartChildWorkflowExecutionInitiatedEventAttributes attributes) => new()
    {
        Namespace = parent.Record.Namespace,
        UserMetadata = initiated.UserMetadata,
        Started = new()
        {
            WorkflowId = attributes.WorkflowId,
            WorkflowType = attributes.WorkflowType,
            TaskQueue = attributes.TaskQueue,
            Input = attributes.Input,
            WorkflowExecutionTimeout = attributes.WorkflowExecutionTimeout,
            WorkflowRunTimeout = attributes.WorkflowRunTimeout,
            WorkflowTaskTimeout = attributes.WorkflowTaskTimeout,
            RetryPolicy = attributes.RetryPolicy,
            Header = attributes.Header,
            Memo = attributes.Memo,
            SearchAttributes = attributes.SearchAttributes,
            ParentWorkflowNamespace = parent.Record.Namespace,
            ParentWorkflowExecution = parent.Execution,
            ParentInitiatedEventId = initiated.EventId,
            RootWorkflowExecution = parent.Record.Root.Clone(),
            Priority = attributes.Priority,
        },
    };

    private static void Refuse(
        CommandContext context,
        long initiatedEventId,
        StartChildWorkflowExecutionInitiatedEventAttributes attributes,
        StartChildWorkflowExecutionFailedCause cause)
    {
        if (!context.Run.IsOpen)
        {
            return;
        }

        context.Run.Children.Remove(Run.Id(initiatedEventId));
        context.Run.Receive(context.Transaction, new()
        {
            StartChildWorkflowExecutionFailedEventAttributes = new()
            {
                Namespace = attributes.Namespace,
                WorkflowId = attributes.WorkflowId,
                WorkflowType = attributes.WorkflowType,
                Cause = cause,
                InitiatedEventId = initiatedEventId,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
    }

    private static void Check(CommandContext context, StartChildWorkflowExecutionCommandAttributes attributes)
    {
        var problem = attributes switch
        {
            { WorkflowId.Length: 0 or > Limits.IdLength } => "WorkflowId is not set on StartChildWorkflowExecutionCommand, or it is too long.",
            { WorkflowType: null or { Name.Length: 0 } } => "WorkflowType is not set on StartChildWorkflowExecutionCommand.",
            { CronSchedule.Length: > 0 } => "This server has no cron schedules; start the child from a timer instead.",
            _ => RetryPolicies.Problem(attributes.RetryPolicy),
        };
        if (problem is not null)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadStartChildExecutionAttributes, problem);
        }

        if (context.Run.Children.Count >= Limits.PendingItems)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded, $"The workflow has {Limits.PendingItems} open children, which is the limit.");
        }

        CheckSearchAttributes(context, attributes);
    }

    private static void CheckSearchAttributes(CommandContext context, StartChildWorkflowExecutionCommandAttributes attributes)
    {
        try
        {
            context.Transaction.SearchAttributes.Check(attributes.SearchAttributes);
        }
        catch (GrpcException problem)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadSearchAttributes, problem.Message);
        }
    }
}
