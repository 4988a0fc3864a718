using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Finds the types that expressions of a plan have, without running them.</summary>
internal sealed class ExpressionTypes(PostgresSession session, string table)
{
    public async Task<IReadOnlyList<MappedExpression>> DescribeAsync(IReadOnlyList<MappedExpression> columns, CancellationToken cancellation)
    {
        if (columns.All(c => c.Column.IsDirect))
            return columns;
        var described = new List<MappedExpression>();
        foreach (var column in columns)
            described.Add(column.Column.IsDirect ? column : await DescribeAsync(column, cancellation));
        return described;
    }

    private async Task<MappedExpression> DescribeAsync(MappedExpression column, CancellationToken cancellation)
    {
        var found = await session.QueryAsync(
            $"""
            SELECT b.typname, b.typtype, b.typcategory, ARRAY(SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder)::text[]
            FROM (SELECT pg_typeof((SELECT {column.Sql} FROM {table} LIMIT 0)) AS oid) v
            JOIN pg_type t ON t.oid = v.oid JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
            """,
            row => PostgresTypes.Of(row.GetString(0), row.GetChar(1), row.GetChar(2), modifier: -1, row.GetFieldValue<string[]>(3)),
            cancellation);
        return column with { Column = column.Column with { Type = found[0] } };
    }
}
