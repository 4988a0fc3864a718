using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>Rows whose foreign keys lead nowhere. Counted anew: a copy may have been written without enforcement.</summary>
internal sealed class Orphans(PostgresSession session, string schema)
{
    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellation)
    {
        var found = new List<string>();
        if (await new PostgresSchemaReader(session, schema).ReadTableAsync(name, cancellation) is not { } table)
            return found;
        foreach (var key in table.ForeignKeys)
        {
            if (await CountAsync(table, key, cancellation) is > 0 and var rows)
                found.Add($"{rows} row(s) of '{table.Name}' point to rows that '{key.ReferencedTable}' lacks");
        }
        return found;
    }

    private async Task<long> CountAsync(TableDefinition table, ForeignKeyDefinition key, CancellationToken cancellation)
    {
        var isSet = string.Join(" AND ", key.Columns.Select(c => $"f.{SqlNames.Quote(c)} IS NOT NULL"));
        var match = string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (own, other) => $"p.{SqlNames.Quote(other)} = f.{SqlNames.Quote(own)}"));
        return await session.ScalarAsync<long>(
            $"SELECT count(*) FROM {PostgresNames.Of(schema, table.Name)} f WHERE {isSet} AND NOT EXISTS (SELECT 1 FROM {PostgresNames.Of(key.ReferencedSchema, key.ReferencedTable)} p WHERE {match})",
            cancellation);
    }
}
