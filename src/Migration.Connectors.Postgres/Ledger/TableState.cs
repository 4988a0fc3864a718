using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Tables;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>What a target table is at a moment: its definition, its rows by hash.</summary>
internal sealed class TableState(PostgresSession session, string schema)
{
    public async Task<string> DefinitionAsync(string table, CancellationToken cancellation) => await session.ScalarAsync<string>(
        """
        SELECT string_agg(part, E'\n' ORDER BY part) FROM (
            SELECT format('column %s %s %s %s %s', attnum, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS part
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = $1::regclass
            UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index WHERE indrelid = $1::regclass
            UNION ALL SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal) parts
        """,
        cancellation, PostgresNames.Of(schema, table)) ?? "";

    /// <summary>Every stored value of every row.</summary>
    public async Task<RangeHash> HashAsync(TableDefinition table, CancellationToken cancellation)
    {
        var columns = table.Columns.Where(c => !c.IsGenerated).Select(c => SqlNames.Quote(c.Name)).ToList();
        return await HashAsync(new RowShape { Table = PostgresNames.Of(schema, table.Name), Values = columns, Forms = [.. columns.Select(_ => ValueForm.Native)] }, RowHashKind.Bytes, cancellation);
    }

    /// <summary>Every row of a shape, in one pass that keeps none.</summary>
    public async Task<RangeHash> HashAsync(RowShape shape, RowHashKind kind, CancellationToken cancellation)
    {
        var batch = new RowBatch(shape.Forms.Count, keepsRows: false) { HashKind = kind };
        await new RowReader(session, shape).ReadAsync(batch, shape.Select([], limit: null), long.MaxValue, cancellation);
        return batch.Hash;
    }
}
