using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>Makes a table what its clone of before is: by its key only the rows that differ, without one that holds all of them.</summary>
/// <param name="clone">Quoted.</param>
internal sealed class CloneRestore(SnowflakeSession session, string table, string clone)
{
    /// <summary>How many rows differ, and the statements that put them back.</summary>
    public async Task<(long Rows, IReadOnlyList<string> Statements)> PlanAsync(TableDefinition definition, CancellationToken cancellation)
    {
        IReadOnlyList<string> columns = [.. definition.Columns.Where(column => column.Generation == ColumnGeneration.None).Select(column => SnowflakeNames.Quote(column.Name))];
        var names = string.Join(", ", columns);
        var rows = $"SELECT {names} FROM {clone}";
        var key = KeyChoice.Of(definition).Parts;
        if (key.Count == 0 || !await IsUniqueAsync(table, key, cancellation) || !await IsUniqueAsync(clone, key, cancellation))
            return (await session.CountAsync($"SELECT COUNT(*) FROM {table}", cancellation), [$"DELETE FROM {table}", $"INSERT INTO {table} ({names}) {rows}"]);
        var merge = new RowMerge(table, columns, key, rows);
        var differing = await session.QueryAsync(merge.Count("TRUE", bounds: null), row => row.Number(0) + row.Number(1) + row.Number(2), cancellation);
        return (differing[0], differing[0] == 0 ? [] : [merge.Delete("TRUE"), merge.Merge(bounds: null)]);
    }

    private async Task<bool> IsUniqueAsync(string name, IReadOnlyList<KeyPart> key, CancellationToken cancellation) => await session.CountAsync(
        $"SELECT COUNT(*) - COUNT(DISTINCT {string.Join(", ", key.Select(part => part.Operand))}) FROM {name}", cancellation) == 0;
}
