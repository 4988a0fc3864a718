using System.Runtime.CompilerServices;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Values;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Reads rows by binary COPY into a batch, each time by one statement and so as of one moment.</summary>
internal sealed class RowReader(PostgresSession session, RowShape shape)
{
    private const int RowsUntilWidthIsKnown = 500;

    private readonly ValueForm[] _forms = [.. shape.Forms];
    private readonly ValueForm[] _keyForms = [.. shape.Key.Select(p => p.Form)];
    private readonly bool[] _required = [.. Enumerable.Range(0, shape.Forms.Count).Select(place => shape.Required.Contains(place))];
    private readonly bool _isNative = shape.Forms.All(form => form == ValueForm.Native);
    private double? _bytesPerRow;

    /// <summary>Rows after one key and up to another, up to the limits.</summary>
    /// <param name="after">Empty at the beginning.</param>
    /// <param name="upTo">Included; empty for no bound.</param>
    public async Task ReadAsync(RowBatch batch, ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        var conditions = KeyPart.Between(shape.Key, after.Span, upTo.Span);
        // What would not fit is not asked for: a stream that is left early is read to its end.
        var wanted = Math.Min(limits.Rows, _bytesPerRow is { } width ? (long)(limits.Bytes / width * 1.25) + 1 : RowsUntilWidthIsKnown);
        var isWhole = await ReadAsync(batch, shape.Select(conditions, wanted), limits.Bytes, cancellation);
        batch.EndsSegment = isWhole && batch.Rows < wanted;
        if (batch.Rows > 0)
            _bytesPerRow = Math.Max(1, (double)batch.Bytes / batch.Rows);
    }

    /// <summary>Every row that a query of the shape gives. False where the bytes were reached before its end.</summary>
    public Task<bool> ReadAsync(RowBatch batch, string query, long mostBytes, CancellationToken cancellation) => session.GuardAsync(async ending =>
    {
        batch.Conversion = null;
        session.Statements?.Add();
        var stream = await session.Connection.BeginRawBinaryCopyAsync($"COPY ({query}) TO STDOUT (FORMAT binary)", ending);
        await using (stream)
        {
            var rows = new CopyOutReader(stream);
            await rows.ReadHeaderAsync(ending);
            do
            {
                session.Watch.Heard();
                if (!TakeAll(batch, rows, mostBytes))
                    return false;
            }
            while (await rows.WaitAsync(ending));
            return true;
        }
    }, cancellation);

    /// <summary>False where the bytes were reached.</summary>
    private bool TakeAll(RowBatch batch, CopyOutReader rows, long mostBytes)
    {
        while (rows.TryTake())
        {
            Take(batch, rows.Row);
            if (batch.Bytes >= mostBytes)
                return false;
        }
        return true;
    }

    private void Take(RowBatch batch, ReadOnlySpan<byte> row)
    {
        if (_isNative)
            FieldReader.ReadNative(batch, ref row, _required);
        else
            TakeValues(batch, ref row);
        batch.EndRow();
        if (_keyForms.Length > 0)
            TakeKey(batch.LastKey, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeValues(RowBatch batch, ref ReadOnlySpan<byte> row)
    {
        for (var column = 0; column < _forms.Length; column++)
        {
            if (FieldReader.Next(ref row, out var field))
            {
                FieldReader.Read(batch, _forms[column], field);
                continue;
            }
            batch.WriteNull();
            if (_required[column])
                batch.MissingValues++;
        }
    }

    private void TakeKey(KeyBuffer key, ReadOnlySpan<byte> row)
    {
        key.Clear();
        foreach (var form in _keyForms)
        {
            if (FieldReader.Next(ref row, out var field))
                FieldReader.Read(key, form, field);
            else
                key.AddNull();
        }
    }
}
