using System.Text;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Reads a table that no key orders by the blocks its rows lie in, partition by partition, under one snapshot: an
/// update moves a row to another block. A reader that goes on where an earlier one stopped has a snapshot of its own;
/// at the end it makes sure that no row was written between the two.
/// </summary>
/// <param name="filter">Beside that of the shape; null for none.</param>
internal sealed class BlockReader(PostgresSession session, RowShape shape, string table, string? filter)
{
    private const int BlockSize = 8192;
    private const int RowsPerBlockUnlessKnown = 100;

    private readonly RowReader _rows = new(session, shape);
    private List<Leaf>? _leaves;
    private string _snapshot = "";

    /// <summary>The cursor of a block: the partition, the block after the last one read, the first reader's snapshot.</summary>
    public async Task ReadAsync(RowBatch batch, ReadOnlyMemory<byte> after, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        var leaves = _leaves ??= await BeginAsync(cancellation);
        var place = Place.Of(after.Span) ?? new Place(leaves[0].Oid, 0, _snapshot);
        var end = Place.Of(upTo.Span);
        while (batch.Rows == 0 && !batch.EndsSegment)
        {
            var leaf = leaves.FindIndex(l => l.Oid == place.Leaf);
            if (leaf < 0)
                throw Changed("A partition of it is gone.");
            var isLastLeaf = end is null ? leaf == leaves.Count - 1 : end.Leaf == leaves[leaf].Oid;
            var stop = isLastLeaf && end is not null ? end.Block : leaves[leaf].Blocks;
            var next = Math.Min(stop, place.Block + BlocksAtOnce(leaves[leaf], limits));
            if (next > place.Block)
                await ReadBlocksAsync(batch, leaves[leaf], place.Block, next, cancellation);
            batch.EndsSegment = isLastLeaf && next >= stop;
            place = next >= stop && !isLastLeaf ? place with { Leaf = leaves[leaf + 1].Oid, Block = 0 } : place with { Block = next };
        }
        place.Write(batch.LastKey);
        if (batch.EndsSegment && end is null && place.Snapshot != _snapshot)
            await RequireUnchangedAsync(place.Snapshot, cancellation);
    }

    private async Task<List<Leaf>> BeginAsync(CancellationToken cancellation)
    {
        await session.ExecuteAsync("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        _snapshot = await session.ScalarAsync<string>("SELECT pg_current_snapshot()::text", cancellation) ?? "";
        return await session.QueryAsync(
            """
            SELECT c.oid::bigint, quote_ident(n.nspname) || '.' || quote_ident(c.relname), pg_relation_size(c.oid) / current_setting('block_size')::bigint, c.reltuples, c.relpages
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = $1::regclass AND c.relkind = 'r' OR c.oid IN (SELECT relid FROM pg_partition_tree($1::regclass) WHERE isleaf)
            ORDER BY c.oid
            """,
            row => new Leaf(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt32(4) > 0 && row.GetFloat(3) > 0 ? row.GetFloat(3) / row.GetInt32(4) : RowsPerBlockUnlessKnown),
            cancellation, table);
    }

    private Task<bool> ReadBlocksAsync(RowBatch batch, Leaf leaf, long first, long next, CancellationToken cancellation)
    {
        var conditions = new List<string> { $"ctid >= '({first},0)'", $"ctid < '({next},0)'" };
        if (filter is not null)
            conditions.Add($"({filter})");
        return _rows.ReadAsync(batch, (shape with { Table = "ONLY " + leaf.Name }).Select(conditions, limit: null), long.MaxValue, cancellation);
    }

    private async Task RequireUnchangedAsync(string first, CancellationToken cancellation)
    {
        // A row bears the lower half of its transaction's id; the upper half is that of the latest id not above now.
        var isChanged = await session.ScalarAsync<bool>(
            $"""
            SELECT EXISTS (SELECT 1 FROM {shape.Table} t, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS latest) now
                WHERE NOT pg_visible_in_snapshot((now.latest - ((now.latest - t.xmin::text::bigint) & 4294967295))::text::xid8, $1::pg_snapshot))
            """,
            cancellation, first);
        if (isChanged)
            throw Changed("Rows were written to it while it was copied in several slices.");
    }

    private static long BlocksAtOnce(Leaf leaf, BatchLimits limits) =>
        Math.Max(1, (long)Math.Min(limits.Rows / leaf.RowsPerBlock, (double)limits.Bytes / BlockSize));

    private MigrationException Changed(string how) => new(ErrorCodes.SourceChanged,
        $"Table {table} has no key and changed. {how} Stop its writers, roll the table back, and retry; or give it a key.");

    private sealed record Leaf(long Oid, string Name, long Blocks, double RowsPerBlock);

    private sealed record Place(long Leaf, long Block, string Snapshot)
    {
        public static Place? Of(ReadOnlySpan<byte> key)
        {
            if (key.IsEmpty)
                return null;
            var values = new ValueReader(key);
            values.Next();
            var leaf = values.Integer;
            values.Next();
            var block = values.Integer;
            values.Next();
            return new Place(leaf, block, Encoding.ASCII.GetString(values.Payload));
        }

        public void Write(KeyBuffer key)
        {
            key.Clear();
            key.AddInteger(Leaf);
            key.AddInteger(Block);
            key.AddText(Encoding.ASCII.GetBytes(Snapshot));
        }
    }
}
