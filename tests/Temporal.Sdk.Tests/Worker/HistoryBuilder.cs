using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Worker;

/// <summary>Writes a history event by event, as the service would.</summary>
internal sealed class HistoryBuilder
{
    internal const string RunId = "7e3f0e5c-9f6b-4a49-8d53-0a7c3b5e2f11";
    private readonly List<HistoryEvent> events = [];
    private long taskScheduled;
    private long taskStarted;

    internal IReadOnlyList<HistoryEvent> Events => events;

    internal long LastEventId => events.Count;

    /// <summary>Time of the next event; each event takes a second.</summary>
    internal DateTime Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static Payloads Payloads(params object?[] values) =>
        new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayloads(values) } };

    internal long Add(EventType type, Action<HistoryEvent>? fill = null)
    {
        var e = new HistoryEvent { EventId = events.Count + 1, EventType = type, EventTime = Timestamp.FromDateTime(Now) };
        fill?.Invoke(e);
        events.Add(e);
        Now += TimeSpan.FromSeconds(1);
        return e.EventId;
    }

    internal HistoryBuilder Started(string workflowType, params object?[] args)
    {
        Add(EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = new()
        {
            WorkflowType = new() { Name = workflowType },
            TaskQueue = new() { Name = "queue" },
            Input = Payloads(args),
            WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
            OriginalExecutionRunId = RunId,
            FirstExecutionRunId = RunId,
            WorkflowId = "workflow",
            Attempt = 1,
        });
        return this;
    }

    /// <summary>Schedules and starts a workflow task.</summary>
    internal HistoryBuilder Task(Action<WorkflowTaskStartedEventAttributes>? fill = null)
    {
        taskScheduled = Add(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new());
        taskStarted = Add(EventType.WorkflowTaskStarted, e =>
        {
            e.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = taskScheduled };
            fill?.Invoke(e.WorkflowTaskStartedEventAttributes);
        });
        return this;
    }

    internal HistoryBuilder TaskCompleted()
    {
        Add(EventType.WorkflowTaskCompleted, e => e.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = taskScheduled,
            StartedEventId = taskStarted,
        });
        return this;
    }

    internal HistoryBuilder TaskFailed(Action<WorkflowTaskFailedEventAttributes>? fill = null)
    {
        Add(EventType.WorkflowTaskFailed, e =>
        {
            e.WorkflowTaskFailedEventAttributes = new() { ScheduledEventId = taskScheduled };
            fill?.Invoke(e.WorkflowTaskFailedEventAttributes);
        });
        return this;
    }

    internal long ActivityScheduled(string id, string type) =>
        Add(EventType.ActivityTaskScheduled, e => e.ActivityTaskScheduledEventAttributes = new()
        {
            ActivityId = id,
            ActivityType = new() { Name = type },
        });

    internal HistoryBuilder ActivityCompleted(long scheduled, object? result)
    {
        var started = ActivityStarted(scheduled);
        Add(EventType.ActivityTaskCompleted, e => e.ActivityTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            StartedEventId = started,
            Result = Payloads(result),
        });
        return this;
    }

    internal HistoryBuilder ActivityFailed(long scheduled, string message)
    {
        var started = ActivityStarted(scheduled);
        Add(EventType.ActivityTaskFailed, e => e.ActivityTaskFailedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            StartedEventId = started,
            Failure = new() { Message = message, ApplicationFailureInfo = new() { Type = "Boom" } },
            RetryState = RetryState.MaximumAttemptsReached,
        });
        return this;
    }

    internal HistoryBuilder ActivityCancelRequested(long scheduled)
    {
        Add(EventType.ActivityTaskCancelRequested, e => e.ActivityTaskCancelRequestedEventAttributes =
            new() { ScheduledEventId = scheduled });
        return this;
    }

    internal HistoryBuilder ActivityCanceled(long scheduled)
    {
        Add(EventType.ActivityTaskCanceled, e => e.ActivityTaskCanceledEventAttributes =
            new() { ScheduledEventId = scheduled });
        return this;
    }

    internal long TimerStarted(string id) =>
        Add(EventType.TimerStarted, e => e.TimerStartedEventAttributes = new() { TimerId = id });

    internal HistoryBuilder TimerFired(long started, string id)
    {
        Add(EventType.TimerFired, e => e.TimerFiredEventAttributes = new() { StartedEventId = started, TimerId = id });
        return this;
    }

    internal HistoryBuilder TimerCanceled(long started, string id)
    {
        Add(EventType.TimerCanceled, e => e.TimerCanceledEventAttributes =
            new() { StartedEventId = started, TimerId = id });
        return this;
    }

    internal HistoryBuilder Signaled(string name, params object?[] args)
    {
        Add(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes =
            new() { SignalName = name, Input = Payloads(args) });
        return this;
    }

    internal HistoryBuilder CancelRequested()
    {
        Add(EventType.WorkflowExecutionCancelRequested, e => e.WorkflowExecutionCancelRequestedEventAttributes = new());
        return this;
    }

    internal long ChildInitiated(string id, string type) =>
        Add(EventType.StartChildWorkflowExecutionInitiated, e => e.StartChildWorkflowExecutionInitiatedEventAttributes =
            new() { WorkflowId = id, WorkflowType = new() { Name = type } });

    internal HistoryBuilder ChildStarted(long initiated, string id)
    {
        Add(EventType.ChildWorkflowExecutionStarted, e => e.ChildWorkflowExecutionStartedEventAttributes = new()
        {
            InitiatedEventId = initiated,
            WorkflowExecution = new() { WorkflowId = id, RunId = "child-run" },
        });
        return this;
    }

    internal HistoryBuilder ChildCompleted(long initiated, object? result)
    {
        Add(EventType.ChildWorkflowExecutionCompleted, e => e.ChildWorkflowExecutionCompletedEventAttributes =
            new() { InitiatedEventId = initiated, Result = Payloads(result) });
        return this;
    }

    internal HistoryBuilder ChildFailed(long initiated, string message)
    {
        Add(EventType.ChildWorkflowExecutionFailed, e => e.ChildWorkflowExecutionFailedEventAttributes = new()
        {
            InitiatedEventId = initiated,
            Failure = new Failure { Message = message, ApplicationFailureInfo = new() { Type = "Boom" } },
        });
        return this;
    }

    internal HistoryBuilder Completed(object? result)
    {
        Add(EventType.WorkflowExecutionCompleted, e => e.WorkflowExecutionCompletedEventAttributes =
            new() { Result = Payloads(result) });
        return this;
    }

    private long ActivityStarted(long scheduled) =>
        Add(EventType.ActivityTaskStarted, e => e.ActivityTaskStartedEventAttributes = new() { ScheduledEventId = scheduled });
}
