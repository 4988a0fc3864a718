using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Finds keys that several rows of a table have.</summary>
internal sealed class KeyCollisions(PostgresSession session, string schema, string table)
{
    private const int Shown = 3;
    private const int LongestValue = 80;

    /// <summary>The first of them as literals, each with its number of rows.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var key = string.Join(" || ', ' || ", columns.Select(c => $"quote_literal(left({SqlNames.Quote(c)}::text, {LongestValue}))"));
        var isSet = string.Join(" AND ", columns.Select(c => $"{SqlNames.Quote(c)} IS NOT NULL"));
        var names = SqlNames.QuoteAll(columns);
        return await session.QueryAsync(
            $"SELECT {key}, count(*) FROM {PostgresNames.Of(schema, table)} WHERE {isSet} GROUP BY {names} HAVING count(*) > 1 ORDER BY {names} LIMIT {Shown}",
            row => $"{row.GetString(0)} ({row.GetInt64(1)} rows)", cancellation);
    }
}
