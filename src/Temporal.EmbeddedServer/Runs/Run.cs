using System.Globalization;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>One run in memory: its record, what is pending in it, and the events not stored yet. Touched by the commit loop only.</summary>
internal sealed class Run(long key, RunRecord record)
{
    /// <summary>Events of this operation whose start was written before their end, by the id that both refer to.</summary>
    private readonly Dictionary<long, long> startedIds = [];

    /// <summary>The record as it is in storage, to tell a run that was read from one that changed.</summary>
    private RunRecord? stored = key == 0 ? null : record.Clone();

    /// <summary>The row in storage; 0 before the first store.</summary>
    public long Key { get; set; } = key;

    public RunRecord Record => record;

    public string RunId => record.RunId;

    public PendingSet<ActivityRecord> Activities { get; } = new("activity");

    public PendingSet<TimerRecord> Timers { get; } = new("timer");

    public PendingSet<ChildRecord> Children { get; } = new("child");

    public PendingSet<RequestRecord> SignalRequests { get; } = new("signal");

    public PendingSet<UpdateRecord> Updates { get; } = new("update");

    /// <summary>Events that arrived while a workflow task was started, by the order of arrival; they get their event ids when it ends.</summary>
    public PendingSet<HistoryEvent> Buffered { get; } = new("buffered");

    public IReadOnlyList<IPendingSet> PendingSets => field ??= [Activities, Timers, Children, SignalRequests, Updates, Buffered];

    public List<HistoryEvent> NewEvents { get; } = [];

    /// <summary>While the commands of a workflow task are applied, no new one is scheduled; <see cref="WantsTask"/> remembers the wish.</summary>
    public bool HoldsTasks { get; set; }

    public bool WantsTask { get; set; }

    public bool IsStored => NewEvents.Count == 0 && record.Equals(stored);

    public bool IsOpen => record.Status == WorkflowExecutionStatus.Running;

    public bool IsTaskStarted => record.WorkflowTask?.StartedTime is not null;

    public WorkflowExecution Execution => new() { WorkflowId = record.WorkflowId, RunId = record.RunId };

    public static string Id(long eventId) => eventId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes an event at the end of history.</summary>
    public HistoryEvent Append(Transaction transaction, HistoryEvent historyEvent)
    {
        historyEvent.EventId = record.NextEventId++;
        historyEvent.EventType = EventTypes.Of(historyEvent);
        historyEvent.EventTime ??= transaction.Timestamp;
        historyEvent.TaskId = transaction.NextTaskId();
        StartedLinks.Resolve(historyEvent, startedIds);
        LinkChild(historyEvent);
        record.HistoryBytes += historyEvent.CalculateSize();
        NewEvents.Add(historyEvent);
        return historyEvent;
    }

    /// <summary>Writes an event of another run's history, under the number that it has there.</summary>
    public void Copy(Transaction transaction, HistoryEvent historyEvent)
    {
        record.NextEventId = historyEvent.EventId + 1;
        historyEvent.TaskId = transaction.NextTaskId();
        StartedLinks.Resolve(historyEvent, startedIds);
        record.HistoryBytes += historyEvent.CalculateSize();
        NewEvents.Add(historyEvent);
    }

    /// <summary>Takes an event from outside: buffered while a workflow task is started, written at once otherwise.</summary>
    public void Receive(Transaction transaction, HistoryEvent historyEvent)
    {
        if (!IsTaskStarted)
        {
            Append(transaction, historyEvent);
            return;
        }

        historyEvent.EventType = EventTypes.Of(historyEvent);
        historyEvent.EventTime ??= transaction.Timestamp;
        record.BufferedBytes += historyEvent.CalculateSize();
        Buffered.Put((++record.LastBuffered).ToString("D12", CultureInfo.InvariantCulture), historyEvent);
    }

    /// <summary>Never the same twice, also where a power failure took the run back to an earlier state: a worker's answer to what was lost must not fit what came instead.</summary>
    public static long NextStamp() => Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>Called when everything up to now is in storage.</summary>
    public void MarkStored()
    {
        stored = record.Clone();
        NewEvents.Clear();
        startedIds.Clear();
    }

    private void LinkChild(HistoryEvent historyEvent)
    {
        if (historyEvent.ChildWorkflowExecutionStartedEventAttributes is { } started
            && Children.Find(Id(started.InitiatedEventId)) is { } child)
        {
            child.StartedEventId = historyEvent.EventId;
            Children.Put(Id(started.InitiatedEventId), child);
        }
    }
}
