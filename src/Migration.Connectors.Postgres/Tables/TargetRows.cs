using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Reads back the rows that an execution wrote to its target, and no others.</summary>
internal sealed class TargetRows(PostgresSession session, string schema, RowShape shape, IReadOnlyList<KeyPart>? sharedKey)
{
    private readonly RowReader? _byKey = sharedKey is null ? null : new RowReader(session, shape with { Key = sharedKey });
    private readonly RowReader _inAnyOrder = new(session, shape);

    /// <param name="forms">Of the values, in the order of the columns.</param>
    /// <param name="ours">The condition that a row is this execution's; null where every row is.</param>
    public static RowShape Shape(string table, IReadOnlyList<ColumnForm> forms, string? ours) => new()
    {
        Table = table,
        Values = [.. forms.Select(f => f.Form == ValueForm.Native ? SqlNames.Quote(f.Column) : $"{SqlNames.Quote(f.Column)}::{PostgresTypes.WireType(f)}")],
        Forms = [.. forms.Select(f => f.Form)],
        Filter = ours,
    };

    public async Task ReadAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation) =>
        await _byKey!.ReadAsync(batch, after.IsEmpty ? range.From.After : after, range.EndsSegment ? default : range.Upper, limits, cancellation);

    /// <summary>Of a range whose batch keeps no rows: one statement in whatever order is quickest.</summary>
    public async Task<RangeHash> HashAsync(RowBatch batch, LedgerRange range, CancellationToken cancellation)
    {
        var conditions = KeyPart.Between(sharedKey!, range.From.After.Span, range.EndsSegment ? default : range.Upper.Span);
        batch.Clear();
        await _inAnyOrder.ReadAsync(batch, shape.Select(conditions, limit: null), long.MaxValue, cancellation);
        return batch.Hash;
    }

    public Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation) => new TableState(session, schema).HashAsync(shape, kind, cancellation);
}
