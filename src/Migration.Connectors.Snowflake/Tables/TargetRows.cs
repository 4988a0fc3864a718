using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Reads back the rows that an execution wrote to its target, and no others.</summary>
internal sealed class TargetRows(SnowflakeSession session, RowShape shape, IReadOnlyList<KeyPart>? sharedKey)
{
    private readonly RowReader? _byKey = sharedKey is null ? null : new RowReader(session, shape with { Key = sharedKey });

    /// <summary>Rows that were there before and that no key tells apart; null where there are none.</summary>
    public RowShape? Before { get; init; }

    /// <param name="table">Quoted.</param>
    /// <param name="forms">Of the values, in the order of the columns.</param>
    /// <param name="ours">The condition that a row is this execution's; null where every row is.</param>
    public static RowShape Shape(string table, string name, IReadOnlyList<ColumnForm> forms, string? ours) => new()
    {
        Table = table,
        Name = name,
        Values = [.. forms.Select(form => SnowflakeNames.Quote(form.Column))],
        Forms = forms,
        Filter = ours,
    };

    public Task ReadAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation) =>
        _byKey!.ReadAsync(batch, after.IsEmpty ? range.From.After : after, range.EndsSegment ? default : range.Upper, limits, cancellation);

    public async Task<RangeHash> HashAllAsync(CancellationToken cancellation)
    {
        var all = await HashAsync(shape, cancellation);
        if (Before is null)
            return all;
        var before = await HashAsync(Before, cancellation);
        // The hash of rows is a sum, of which that of some can be taken away.
        return new RangeHash(unchecked(all.Sum - before.Sum), all.Rows - before.Rows);
    }

    private async Task<RangeHash> HashAsync(RowShape rows, CancellationToken cancellation)
    {
        var batch = new RowBatch(rows.Forms.Count, keepsRows: false);
        await new RowReader(session, rows).ReadAllAsync(batch, long.MaxValue, cancellation);
        return batch.Hash;
    }
}
