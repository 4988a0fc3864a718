using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Values;
using Migration.Core.Errors;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Reads rows into a batch, each of one result and so as of one moment.</summary>
/// <param name="ahead">Where the rows that follow a range are kept and asked for; null where each range is asked for by itself.</param>
internal sealed class RowReader(SnowflakeSession session, RowShape shape, RangeAhead? ahead = null)
{
    private const int RowsUntilWidthIsKnown = 500;
    private const int MostRangesOfAResult = 16;
    private const long MostBytesAhead = 32 * 1024 * 1024;

    private readonly bool[] _required = [.. Enumerable.Range(0, shape.Forms.Count).Select(place => shape.Required.Contains(place))];
    private double? _bytesPerRow;
    private int _ranges = 1;

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
        var most = new Most(limits.Rows, limits.Bytes, long.MaxValue);
        string Query(long? limit) => shape.Select(conditions, limit);
        var result = (ahead is null ? null : await ahead.TakeAsync(Query(null))) ?? new PendingResult(session, Query, Wanted(most), most.Ahead);
        try
        {
            result = await ReadAsync(batch, result, upTo, most, cancellation);
        }
        finally
        {
            if (result is not null)
                await result.DisposeAsync();
        }
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
            await ReadAllAsync(batch, new Most(long.MaxValue, long.MaxValue, mostKept), cancellation);
        batch.EndsSegment = true;
    }

    private Task<(bool IsWhole, long Rows)> ReadAllAsync(RowBatch batch, Most most, CancellationToken cancellation) =>
        session.ReadAsync(new(shape.Select([], limit: null)) { BytesAhead = most.Ahead }, reader => ReadAsync(batch, reader, most, cancellation), cancellation);

    /// <summary>How many rows are asked for: those of the range, or, where what is left of a result is kept, of some that follow as well.</summary>
    private long Wanted(Most most)
    {
        if (_bytesPerRow is not { } width)
            return Math.Min(most.Rows, RowsUntilWidthIsKnown);
        // What would not fit is not asked for.
        var range = Math.Min(most.Rows, (long)(most.Bytes / width * 1.25) + 1);
        if (ahead is null)
            return range;
        // Few ranges at first: Snowflake works on the next result while the first ones are fetched and written.
        var wanted = range * _ranges;
        _ranges = Math.Min(MostRangesOfAResult, _ranges * 2);
        return wanted;
    }

    /// <returns>The result where nothing more is to be read of it; null where its rest is kept.</returns>
    private async Task<PendingResult?> ReadAsync(RowBatch batch, PendingResult result, ReadOnlyMemory<byte> upTo, Most most, CancellationToken cancellation)
    {
        var (isWhole, read) = await result.ReadAsync(async reader =>
        {
            var following = result.IsBegun ? Task.CompletedTask : FollowAsync(reader, upTo, result.Limit, most, cancellation);
            try
            {
                return await ReadAsync(batch, reader, most, cancellation);
            }
            finally
            {
                await following;
            }
        }, cancellation);
        batch.EndsSegment = isWhole && read < result.Limit;
        if (ahead is null || isWhole || read == result.Limit)
            return result;
        result.Limit -= read;
        result.Query = shape.Select(KeyPart.Between(shape.Key, batch.LastKey.Encoded, upTo.Span), limit: null);
        await ahead.KeepAsync(result);
        return null;
    }

    /// <summary>Asks for the rows behind those of a result, where there may be some, as soon as it is known where they begin.</summary>
    private async Task FollowAsync(ResultReader reader, ReadOnlyMemory<byte> upTo, long asked, Most most, CancellationToken cancellation)
    {
        if (ahead is null || _bytesPerRow is null || await reader.LastRowAsync(cancellation) is not var (last, count) || count < asked)
            return;
        var key = new KeyBuffer();
        foreach (var (place, part) in shape.Key.Index())
        {
            var wire = last[shape.Forms.Count + place];
            EncodedKeys.Add(key, part, (reader.GetSnowflakeType(shape.Forms.Count + place), wire is null), Encoding.UTF8.GetBytes(wire ?? ""), shape.Name);
        }
        if (key.Encoded.SequenceEqual(upTo.Span))
            return;
        var conditions = KeyPart.Between(shape.Key, key.Encoded, upTo.Span);
        await ahead.AskAsync(limit => shape.Select(conditions, limit), Wanted(most), most.Ahead);
    }

    /// <returns>Whether no row is left, and how many were read.</returns>
    private async Task<(bool IsWhole, long Rows)> ReadAsync(RowBatch batch, ResultReader reader, Most most, CancellationToken cancellation)
    {
        var types = Enumerable.Range(0, reader.FieldCount).Select(place => shape.Reals.Contains(place) ? SnowflakeType.Real : reader.GetSnowflakeType(place)).ToList();
        batch.Conversion = new WireValues(shape.Name, shape.Forms, types);
        for (var read = 0L; ; read++)
        {
            if (batch.Bytes >= most.Bytes || read == most.Rows || !await reader.ReadAsync(cancellation))
                return (batch.Bytes < most.Bytes && read < most.Rows, read);
            Take(batch, reader, types);
            if (batch.Encoded.Length > most.Kept)
                throw new MigrationException(ErrorCodes.PlanUnsupported,
                    $"Table '{shape.Name}' has no key by which to cut it, and more rows than memoryLimit holds at once. Give it a primary key, or raise memoryLimit.");
        }
    }

    private void Take(RowBatch batch, ResultReader reader, List<SnowflakeType> types)
    {
        if (shape.Key.Count > 0)
            TakeKey(batch.LastKey, reader, types);
        for (var column = 0; column < shape.Forms.Count; column++)
        {
            if (!reader.IsDBNull(column))
            {
                batch.WriteText(reader.GetWireUtf8(column));
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
            EncodedKeys.Add(key, part, (types[column], reader.IsDBNull(column)), reader.GetWireUtf8(column), shape.Name);
        }
    }

    /// <summary>Where reading ends.</summary>
    /// <param name="Kept">Bytes that the batch may keep; more is a failure.</param>
    private sealed record Most(long Rows, long Bytes, long Kept)
    {
        // Beside two batches there is room for as much again.
        public long Ahead => Math.Min(MostBytesAhead, Math.Min(Bytes, Kept / 8));
    }
}
