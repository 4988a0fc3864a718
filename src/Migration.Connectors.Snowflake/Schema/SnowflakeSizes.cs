using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>What tables take, as the catalog has it: compressed.</summary>
internal static class SnowflakeSizes
{
    /// <summary>Bytes of a row, about.</summary>
    /// <param name="table">The stored name.</param>
    public static async Task<double> OfRowAsync(SnowflakeSession session, SchemaPlace place, string table, CancellationToken cancellation) => (await ReadAsync(session, place, table, cancellation)).OfRow;

    /// <summary>Bytes of the table, and of a row about.</summary>
    /// <param name="table">The stored name.</param>
    public static async Task<(long Bytes, double OfRow)> ReadAsync(SnowflakeSession session, SchemaPlace place, string table, CancellationToken cancellation) => (await session.QueryAsync(
        $"SELECT BYTES, ROW_COUNT FROM {Row(place, table)}",
        row => (Bytes: row.IsDBNull(0) ? 0 : row.Number(0), Rows: row.IsDBNull(1) ? 0 : row.Number(1)), cancellation)) is [var size, ..] ? (size.Bytes, (double)size.Bytes / Math.Max(1, size.Rows)) : default;

    /// <param name="table">The stored name.</param>
    public static Task<long> OfTableAsync(SnowflakeSession session, SchemaPlace place, string table, CancellationToken cancellation) => session.CountAsync(
        $"SELECT BYTES FROM {Row(place, table)}", cancellation);

    private static string Row(SchemaPlace place, string table) =>
        $"{place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND TABLE_NAME = {SnowflakeNames.Literal(table)}";
}
