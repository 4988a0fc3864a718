using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Finds the types that expressions of a plan have, without a row.</summary>
internal static class ExpressionTypes
{
    /// <param name="table">Quoted.</param>
    public static async Task<IReadOnlyList<MappedExpression>> DescribeAsync(SnowflakeSession session, string table, IReadOnlyList<MappedExpression> columns, CancellationToken cancellation)
    {
        if (columns.All(c => c.Column.IsDirect))
            return columns;
        var types = await session.ReadAsync(new($"SELECT {string.Join(", ", columns.Select((c, place) => $"{c.Sql} AS \"_MIGRATION_{place}\""))} FROM {table} LIMIT 0"), reader => Task.FromResult(
            reader.GetColumnSchema().Select((column, place) => SnowflakeTypes.Of(reader.GetSnowflakeType(place), column.NumericPrecision, column.NumericScale)).ToList()), cancellation);
        return [.. columns.Select((c, place) => c.Column.IsDirect ? c : c with { Column = c.Column with { Type = types[place] } })];
    }
}
