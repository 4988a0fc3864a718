using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Values;
using Migration.Core.Errors;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Reads rows into a batch, each time by one statement and so as of one moment.</summary>
internal sealed class RowReader(SnowflakeSession session, RowShape shape)
{
    private const int RowsUntilWidthIsKnown = 500;
    private const long MostBytesAhead = 32 * 1024 * 1024;

    private readonly bool[] _required = [.. Enumerable.Range(0, shape.Forms.Count).Select(place => shape.Required.Contains(place))];
    private double? _bytesPerRow;

    /// <summary>Rows after one key and up to another, up to the limits.</summary>
    /// <param name="after">Empty at the beginning.</param>
    /// <param name="upTo">Included; empty for no bound.</param>
    public async Task ReadAsync(RowBatch batch, ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        var conditions = KeyPart.Between(shape.Key, after.Span, upTo.Span);
        if (shape.IsNative && !batch.KeepsRows)
        {
            batch.EndsSegment = await new SummaryReader(session, shape).ReadAsync(batch, conditions, limits.Rows, cancellation) < limits.Rows;
            return;
        }
        // What would not fit is not asked for.
        var wanted = Math.Min(limits.Rows, _bytesPerRow is { } width ? (long)(limits.Bytes / width * 1.25) + 1 : RowsUntilWidthIsKnown);
        var (isWhole, read) = await ReadAsync(batch, shape.Select(conditions, wanted), (limits.Bytes, long.MaxValue), cancellation);
        batch.EndsSegment = isWhole && read < wanted;
        if (batch.Rows > 0)
            _bytesPerRow = Math.Max(1, (double)batch.Bytes / batch.Rows);
    }

    /// <summary>Every row of the shape, which has no order.</summary>
    /// <param name="mostKept">Of the bytes that the batch may keep.</param>
    public async Task ReadAllAsync(RowBatch batch, long mostKept, CancellationToken cancellation)
    {
        if (shape.IsNative && !batch.KeepsRows)
            await new SummaryReader(session, shape).ReadAsync(batch, [], limit: null, cancellation);
        else
            await ReadAsync(batch, shape.Select([], limit: null), (long.MaxValue, mostKept), cancellation);
        batch.EndsSegment = true;
    }

    private Task<(bool IsWhole, long Rows)> ReadAsync(RowBatch batch, string query, (long Batch, long Kept) most, CancellationToken cancellation) => session.ReadAsync(new(query) { BytesAhead = Ahead(most) }, async reader =>
    {
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetSnowflakeType).ToList();
        batch.Conversion = new WireValues(shape.Name, shape.Forms, types);
        for (var read = 0L; ; read++)
        {
            if (batch.Bytes >= most.Batch || !await reader.ReadAsync(cancellation))
                return (batch.Bytes < most.Batch, read);
            Take(batch, reader, types);
            if (batch.Encoded.Length > most.Kept)
                throw new MigrationException(ErrorCodes.PlanUnsupported,
                    $"Table '{shape.Name}' has no key by which to cut it, and more rows than memoryLimit holds at once. Give it a primary key, or raise memoryLimit.");
        }
    }, cancellation);

    // Beside two batches there is room for as much again, in which a text takes some three times its bytes.
    private static long Ahead((long Batch, long Kept) most) => Math.Min(MostBytesAhead, Math.Min(most.Batch / 2, most.Kept / 8));

    private void Take(RowBatch batch, ResultReader reader, List<SnowflakeType> types)
    {
        if (shape.Key.Count > 0)
            TakeKey(batch.LastKey, reader, types);
        for (var column = 0; column < shape.Forms.Count; column++)
        {
            if (reader.GetWireText(column) is { } text)
            {
                batch.WriteText(Encoding.UTF8.GetBytes(text));
                continue;
            }
            batch.WriteNull();
            if (_required[column])
                batch.MissingValues++;
        }
        batch.EndRow();
    }

    private void TakeKey(KeyBuffer key, ResultReader reader, List<SnowflakeType> types)
    {
        key.Clear();
        foreach (var (place, part) in shape.Key.Index())
        {
            var column = shape.Forms.Count + place;
            if (reader.GetWireText(column) is not { } text || !WireValues.TryConvert(types[column], Encoding.UTF8.GetBytes(text), (part.Form, null), key))
                throw NoBound(shape.Name, part.Column);
        }
    }

    public static MigrationException NoBound(string table, string column) => new(ErrorCodes.ColumnIncompatible,
        $"Column '{column}' of the key of table '{table}' holds a value that can't stand in a range's bound: NULL, or a moment with digits below a microsecond. Mend such rows, or drop the key from the table's definition.");
}
