using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>Rows whose foreign keys lead nowhere, which Snowflake lets in.</summary>
internal sealed class Orphans(SnowflakeSession session, SchemaPlace place)
{
    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellation)
    {
        var found = new List<string>();
        if (await new SnowflakeSchemaReader(session, place).ReadTableAsync(name, cancellation) is not { } table)
            return found;
        foreach (var key in table.ForeignKeys)
        {
            if (await CountAsync(table, key, cancellation) is > 0 and var rows)
                found.Add($"{rows} row(s) of '{name}' point to rows that '{key.ReferencedTable}' lacks");
        }
        return found;
    }

    private Task<long> CountAsync(TableDefinition table, ForeignKeyDefinition key, CancellationToken cancellation)
    {
        var isSet = string.Join(" AND ", key.Columns.Select(column => $"f.{SnowflakeNames.Quote(column)} IS NOT NULL"));
        var match = string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (own, other) => $"p.{SnowflakeNames.Quote(other)} = f.{SnowflakeNames.Quote(own)}"));
        var parent = new SchemaPlace(key.ReferencedDatabase, key.ReferencedSchema);
        return session.CountAsync(
            $"SELECT COUNT(*) FROM {place.Of(table.Name)} AS f WHERE {isSet} AND NOT EXISTS (SELECT 1 FROM {parent.Of(key.ReferencedTable)} AS p WHERE {match})", cancellation);
    }
}
