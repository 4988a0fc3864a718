using Microsoft.Data.Sqlite;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Reads committed events.</summary>
internal sealed class HistoryReader(ReaderPool readers)
{
    private const string Columns = "SELECT e.event FROM events e JOIN runs r ON r.key = e.run WHERE r.run_id = $0";

    /// <summary>At most <paramref name="limit"/> events of the ids given, ascending.</summary>
    public List<HistoryEvent> Read(string runId, long first, long last, int limit) => Query(
        $"{Columns} AND e.event_id BETWEEN $1 AND $2 ORDER BY e.event_id LIMIT $3", runId, first, last, limit);

    /// <summary>At most <paramref name="limit"/> events from <paramref name="last"/> downwards.</summary>
    public List<HistoryEvent> ReadReverse(string runId, long last, int limit) => Query(
        $"{Columns} AND e.event_id <= $1 ORDER BY e.event_id DESC LIMIT $2", runId, last, limit);

    public HistoryEvent? ReadOne(string runId, long eventId) => Read(runId, eventId, eventId, 1).FirstOrDefault();

    private static HistoryEvent Parse(SqliteDataReader row) => HistoryEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(0));

    private List<HistoryEvent> Query(string sql, params object?[] values) => readers.Read(reader => reader.Prepared(sql).Query(Parse, values));
}
