using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Creates runs: by a client, by a parent, or as the continuation of another run.</summary>
internal static class RunStart
{
    /// <summary>Writes the first event. The caller schedules the first workflow task, after what has to come before it.</summary>
    public static Run Create(Transaction transaction, RunSeed seed)
    {
        var started = seed.Started;
        FillIds(started, seed.RunId);
        FillTimeouts(transaction, started);
        transaction.SearchAttributes.Check(started.SearchAttributes);
        var record = Record(transaction, seed);
        var run = transaction.Create(record);
        run.Append(transaction, new HistoryEvent { WorkflowExecutionStartedEventAttributes = started, UserMetadata = seed.UserMetadata });
        return run;
    }

    /// <summary>The record of a run that goes on from a copy of another run's history: its timeouts count from now.</summary>
    public static RunRecord RecordOfCopy(Transaction transaction, RunSeed seed)
    {
        seed.Started.WorkflowExecutionExpirationTime = null;
        seed.Started.FirstWorkflowTaskBackoff = null;
        FillTimeouts(transaction, seed.Started);
        return Record(transaction, seed);
    }

    private static void FillIds(WorkflowExecutionStartedEventAttributes started, string runId)
    {
        started.OriginalExecutionRunId = runId;
        started.Attempt = Math.Max(1, started.Attempt);
        if (started.FirstExecutionRunId.Length == 0)
        {
            started.FirstExecutionRunId = runId;
        }

        started.RetryPolicy = started.RetryPolicy is null ? null : RetryPolicies.WithDefaults(started.RetryPolicy);
        started.RootWorkflowExecution ??= new() { WorkflowId = started.WorkflowId, RunId = runId };
    }

    private static void FillTimeouts(Transaction transaction, WorkflowExecutionStartedEventAttributes started)
    {
        var task = Durations.Min(started.WorkflowTaskTimeout.OrNull() ?? Limits.DefaultTaskTimeout, Limits.MaxTaskTimeout);
        var execution = started.WorkflowExecutionTimeout.OrNull();
        started.WorkflowTaskTimeout = task.ToDuration();
        started.WorkflowExecutionTimeout = execution.ToDuration();
        started.WorkflowRunTimeout = Durations.Min(started.WorkflowRunTimeout.OrNull(), execution).ToDuration();
        started.FirstWorkflowTaskBackoff ??= new Duration();
        if (started.WorkflowExecutionExpirationTime is null && execution is { } limit)
        {
            started.WorkflowExecutionExpirationTime = Timestamp.FromDateTimeOffset(FirstTask(transaction, started) + limit);
        }
    }

    private static DateTimeOffset FirstTask(Transaction transaction, WorkflowExecutionStartedEventAttributes started) =>
        transaction.Now + (started.FirstWorkflowTaskBackoff.OrNull() ?? TimeSpan.Zero);

    private static RunRecord Record(Transaction transaction, RunSeed seed)
    {
        var started = seed.Started;
        var firstTask = FirstTask(transaction, started);
        return new RunRecord
        {
            Namespace = seed.Namespace,
            WorkflowId = started.WorkflowId,
            RunId = seed.RunId,
            FirstRunId = started.FirstExecutionRunId,
            OriginalRunId = started.OriginalExecutionRunId,
            WorkflowType = started.WorkflowType.Name,
            TaskQueue = started.TaskQueue.Name,
            Status = WorkflowExecutionStatus.Running,
            StartTime = transaction.Timestamp,
            ExecutionTime = Timestamp.FromDateTimeOffset(firstTask),
            ExecutionTimeout = started.WorkflowExecutionTimeout,
            RunTimeout = started.WorkflowRunTimeout,
            TaskTimeout = started.WorkflowTaskTimeout,
            ExecutionExpiration = started.WorkflowExecutionExpirationTime,
            RunExpiration = RunExpiration(firstTask, started),
            Attempt = started.Attempt,
            RetryPolicy = started.RetryPolicy?.Clone(),
            Memo = started.Memo?.Clone() ?? new Memo(),
            SearchAttributes = transaction.SearchAttributes.Typed(started.SearchAttributes ?? new SearchAttributes()),
            Parent = Parent(started),
            Root = started.RootWorkflowExecution.Clone(),
            NextEventId = 1,
            CreateRequestId = seed.RequestId,
            FirstTaskTime = firstTask > transaction.Now ? Timestamp.FromDateTimeOffset(firstTask) : null,
            UserMetadata = seed.UserMetadata?.Clone(),
            Priority = started.Priority?.Clone(),
        };
    }

    private static Timestamp? RunExpiration(DateTimeOffset firstTask, WorkflowExecutionStartedEventAttributes started)
    {
        var execution = started.WorkflowExecutionExpirationTime;
        if (started.WorkflowRunTimeout.OrNull() is not { } limit)
        {
            return execution;
        }

        var run = firstTask + limit;
        return execution is not null && execution.ToDateTimeOffset() < run ? execution : Timestamp.FromDateTimeOffset(run);
    }

    private static ParentRecord? Parent(WorkflowExecutionStartedEventAttributes started) => started.ParentWorkflowExecution is { } parent
        ? new ParentRecord
        {
            WorkflowId = parent.WorkflowId,
            RunId = parent.RunId,
            InitiatedEventId = started.ParentInitiatedEventId,
            Namespace = started.ParentWorkflowNamespace,
        }
        : null;
}
