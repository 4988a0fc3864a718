using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Reads back the rows that an execution wrote to its target, and no others.</summary>
internal sealed class TargetRows(SnowflakeSession session, RowShape shape, IReadOnlyList<KeyPart>? sharedKey)
{
    private readonly RowReader? _byKey = sharedKey is null ? null : new RowReader(session, shape with { Key = sharedKey });

    /// <summary>Rows that were there before and that no key tells apart; null where there are none.</summary>
    public RowShape? Before { get; init; }

    /// <param name="rows">Quoted: the table, or one of its columns that stands for it.</param>
    /// <param name="forms">Of the values, in the order of the columns.</param>
    /// <param name="ours">The condition that a row is this execution's; null where every row is.</param>
    public static RowShape Shape(string rows, TableDefinition table, IReadOnlyList<ColumnForm> forms, string? ours) => new()
    {
        Table = rows,
        Name = table.Name,
        HashTexts = HashText.OfAll(forms.Select(form => HashText.Of(form, table))),
        Reals = ExactReal.PlacesIn(forms, table),
        Values = [.. forms.Select(form => SnowflakeNames.Quote(form.Column))],
        Forms = forms,
        Filter = ours,
    };

    public Task ReadAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation) =>
        _byKey!.ReadAsync(batch, after.IsEmpty ? range.From.After : after, range.EndsSegment ? default : range.Upper, limits, cancellation);

    public async Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation)
    {
        var all = await HashAsync(shape, kind, cancellation);
        return Before is null ? all : Without(all, await HashAsync(Before, kind, cancellation));
    }

    /// <summary>As Snowflake hashes them by itself; null of a range of which it can't.</summary>
    public async Task<IReadOnlyList<RangeHash?>> HashWithinAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation)
    {
        var all = await new RangeSums(session, shape with { Key = sharedKey ?? [] }).HashAsync(ranges, cancellation);
        if (Before is null)
            return all;
        var before = await new RangeSums(session, Before).HashAsync(ranges, cancellation);
        return [.. all.Zip(before, (one, other) => one is { } rows && other is { } less ? Without(rows, less) : (RangeHash?)null)];
    }

    // The hash of rows is a sum, of which that of some can be taken away.
    private static RangeHash Without(RangeHash all, RangeHash before) => all.Rows == before.Rows && all.Sum == before.Sum
        ? RangeHash.Empty
        : new RangeHash(unchecked(all.Sum - before.Sum), all.Rows - before.Rows) { Kind = all.Kind };

    private async Task<RangeHash> HashAsync(RowShape rows, RowHashKind kind, CancellationToken cancellation)
    {
        var batch = new RowBatch(rows.Forms.Count, keepsRows: false) { HashKind = kind };
        await new RowReader(session, rows).ReadAllAsync(batch, long.MaxValue, cancellation);
        return batch.Hash;
    }
}
