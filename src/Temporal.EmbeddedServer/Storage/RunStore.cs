using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Loads and stores runs on the writer's connection, inside its open transaction.</summary>
internal sealed class RunStore(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(connection, """
        INSERT INTO runs (run_id, namespace, workflow_id, workflow_type, task_queue, status, start_time, execution_time, close_time,
            history_length, history_bytes, transitions, parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, search_attributes, record)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING key
        """);

    private readonly Statement update = new(connection, """
        UPDATE runs SET status = $1, execution_time = $2, close_time = $3, history_length = $4, history_bytes = $5, transitions = $6,
            search_attributes = $7, record = $8 WHERE key = $0
        """);

    private readonly Statement load = new(connection, "SELECT key, record FROM runs WHERE run_id = $0");
    private readonly Statement loadPending = new(connection, "SELECT kind, id, record FROM pending WHERE run = $0");
    private readonly Statement current = new(connection, "SELECT run_id FROM runs WHERE namespace = $0 AND workflow_id = $1 ORDER BY key DESC LIMIT 1");
    private readonly Statement open = new(connection, "SELECT run_id FROM runs WHERE status = 1 ORDER BY key");
    private readonly Statement closedBefore = new(connection, "SELECT run_id FROM runs WHERE namespace = $0 AND close_time < $1 LIMIT $2");
    private readonly Statement anyOf = new(connection, "SELECT run_id FROM runs WHERE namespace = $0 LIMIT $1");
    private readonly Statement addEvent = new(connection, "INSERT INTO events (run, event_id, event) VALUES ($0, $1, $2)");
    private readonly Statement firstEvent = new(connection, "SELECT event FROM events WHERE run = $0 AND event_id = 1");
    private readonly Statement events = new(connection, "SELECT event FROM events WHERE run = $0 AND event_id BETWEEN $1 AND $2 ORDER BY event_id");
    private readonly Statement putPending = new(connection, "INSERT OR REPLACE INTO pending (run, kind, id, record) VALUES ($0, $1, $2, $3)");
    private readonly Statement dropPending = new(connection, "DELETE FROM pending WHERE run = $0 AND kind = $1 AND id = $2");
    private readonly Statement deleteRun = new(connection, "DELETE FROM runs WHERE key = $0");
    private readonly Statement deleteEvents = new(connection, "DELETE FROM events WHERE run = $0");
    private readonly Statement deletePending = new(connection, "DELETE FROM pending WHERE run = $0");

    public Run? Load(string runId)
    {
        var run = load.Query(row => new Run(row.GetInt64(0), RunRecord.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))), runId).FirstOrDefault();
        if (run is null)
        {
            return null;
        }

        foreach (var (kind, id, record) in loadPending.Query(row => (row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), run.Key))
        {
            run.PendingSets.First(set => set.Kind == kind).Load(id, record);
        }

        return run;
    }

    public string? FindCurrent(string @namespace, string workflowId) => (string?)current.Scalar(@namespace, workflowId);

    public List<string> OpenRunIds() => open.Query(row => row.GetString(0));

    public List<string> ClosedBefore(string @namespace, DateTimeOffset time, int limit) => closedBefore.Query(
        row => row.GetString(0), @namespace, UnixTime.Of(Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time)), limit);

    public List<string> AnyOf(string @namespace, int limit) => anyOf.Query(row => row.GetString(0), @namespace, limit);

    public Temporalio.Api.History.V1.HistoryEvent FirstEvent(Run run) =>
        run.NewEvents.Find(e => e.EventId == 1)
        ?? Temporalio.Api.History.V1.HistoryEvent.Parser.ParseFrom((byte[])firstEvent.Scalar(run.Key)!);

    public List<Temporalio.Api.History.V1.HistoryEvent> Events(Run run, long first, long last) =>
    [
        .. events.Query(row => Temporalio.Api.History.V1.HistoryEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), run.Key, first, last),
        .. run.NewEvents.Where(e => e.EventId >= first && e.EventId <= last).Select(e => e.Clone()),
    ];

    /// <summary>Stores what changed since the last time; false if nothing did.</summary>
    public bool Store(Run run)
    {
        var changes = run.PendingSets.SelectMany(set => set.TakeChanges().Select(change => (set.Kind, change.Id, change.Record))).ToList();
        if (changes.Count == 0 && run.IsStored)
        {
            return false;
        }

        run.Record.Transitions++;
        if (run.Key == 0)
        {
            run.Key = Insert(run);
        }
        else
        {
            Update(run);
        }

        foreach (var e in run.NewEvents)
        {
            addEvent.Execute(run.Key, e.EventId, e.ToByteArray());
        }

        StorePending(run, changes);
        run.MarkStored();
        return true;
    }

    public void Delete(Run run)
    {
        deleteEvents.Execute(run.Key);
        deletePending.Execute(run.Key);
        deleteRun.Execute(run.Key);
    }

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            insert, update, load, loadPending, current, open, closedBefore, anyOf, addEvent, firstEvent, events, putPending, dropPending, deleteRun, deleteEvents, deletePending,
        })
        {
            statement.Dispose();
        }
    }

    private long Insert(Run run)
    {
        var record = run.Record;
        return (long)insert.Scalar(
            record.RunId, record.Namespace, record.WorkflowId, record.WorkflowType, record.TaskQueue, (int)record.Status,
            UnixTime.Of(record.StartTime), UnixTime.Of(record.ExecutionTime), UnixTime.OfNullable(record.CloseTime), record.NextEventId - 1,
            record.HistoryBytes, record.Transitions, record.Parent?.WorkflowId, record.Parent?.RunId, record.Root.WorkflowId, record.Root.RunId,
            SearchAttributeColumn.Write(record), record.ToByteArray())!;
    }

    private void Update(Run run)
    {
        var record = run.Record;
        update.Execute(
            run.Key, (int)record.Status, UnixTime.Of(record.ExecutionTime), UnixTime.OfNullable(record.CloseTime), record.NextEventId - 1,
            record.HistoryBytes, record.Transitions, SearchAttributeColumn.Write(record), record.ToByteArray());
    }

    private void StorePending(Run run, List<(string Kind, string Id, byte[]? Record)> changes)
    {
        foreach (var (kind, id, record) in changes)
        {
            if (record is null)
            {
                dropPending.Execute(run.Key, kind, id);
            }
            else
            {
                putPending.Execute(run.Key, kind, id, record);
            }
        }
    }
}
