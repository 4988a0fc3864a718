using System.Globalization;
using System.Text;
using Google.Protobuf;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Lists and counts runs.</summary>
internal sealed class VisibilityReader(ReaderPool readers)
{
    private const string OpenFirst = "COALESCE(close_time, 9223372036854775807)";

    /// <summary>A page of runs, open ones first, then the last closed; and the token of the next page, empty at the end.</summary>
    public (List<RunRecord> Runs, ByteString NextPage) List(string @namespace, VisibilityFilter filter, int pageSize, ByteString page)
    {
        List<object?> values = [@namespace, .. filter.Values];
        var after = page.IsEmpty ? "TRUE" : After(page, values);
        values.Add(pageSize + 1);
        var sql = $"""
            SELECT record, {OpenFirst}, start_time, key FROM runs WHERE namespace = $0 AND {filter.Condition} AND {after}
            ORDER BY {OpenFirst} DESC, start_time DESC, key DESC LIMIT ${values.Count - 1}
            """;
        var rows = readers.Read(reader =>
        {
            using var statement = new Statement(reader.Connection, sql);
            return statement.Query(
                row => (Run: RunRecord.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)), Place: $"{row.GetInt64(1)},{row.GetInt64(2)},{row.GetInt64(3)}"),
                values.ToArray());
        });
        var runs = rows.Take(pageSize).Select(row => row.Run).ToList();
        return (runs, rows.Count > pageSize ? ByteString.CopyFromUtf8(rows[pageSize - 1].Place) : ByteString.Empty);
    }

    public long Count(string @namespace, VisibilityFilter filter) => readers.Read(reader =>
    {
        using var statement = new Statement(reader.Connection, $"SELECT COUNT(*) FROM runs WHERE namespace = $0 AND {filter.Condition}");
        return (long)statement.Scalar([@namespace, .. filter.Values])!;
    });

    public List<(WorkflowExecutionStatus Status, long Count)> CountByStatus(string @namespace, VisibilityFilter filter) => readers.Read(reader =>
    {
        using var statement = new Statement(
            reader.Connection, $"SELECT status, COUNT(*) FROM runs WHERE namespace = $0 AND {filter.Condition} GROUP BY status ORDER BY 2 DESC");
        return statement.Query(row => ((WorkflowExecutionStatus)row.GetInt32(0), row.GetInt64(1)), [@namespace, .. filter.Values]);
    });

    private static string After(ByteString page, List<object?> values)
    {
        var place = Encoding.UTF8.GetString(page.Span).Split(',');
        if (place.Length != 3 || !place.All(part => long.TryParse(part, CultureInfo.InvariantCulture, out _)))
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Invalid NextPageToken.");
        }

        var first = values.Count;
        values.AddRange(place.Select(part => (object?)long.Parse(part, CultureInfo.InvariantCulture)));
        return $"({OpenFirst}, start_time, key) < (${first}, ${first + 1}, ${first + 2})";
    }
}
