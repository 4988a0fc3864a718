using Migration.Connectors.Ledger;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>
/// The rows that this schema did not take. Made with the first of them, and kept beyond the end of an execution: whoever
/// mends the rows drops it.
/// </summary>
internal sealed class RejectTable(SnowflakeSession session, SchemaPlace place)
{
    private const string StoredName = SnowflakeNames.OwnPrefix + "REJECTS";

    private string Name => place.Of(StoredName);

    public async Task EnsureAsync(CancellationToken cancellation) => await session.ExecuteAsync(
        $"CREATE TABLE IF NOT EXISTS {Name} (EXECUTION VARCHAR NOT NULL, TABLE_NAME VARCHAR NOT NULL, SHARD NUMBER(10,0) NOT NULL, RANGE_ORDINAL NUMBER(19,0) NOT NULL, NUMBER_IN_RANGE NUMBER(10,0) NOT NULL, "
        + "ROW_KEY VARCHAR NOT NULL, ROW_VALUES VARCHAR NOT NULL, CODE VARCHAR NOT NULL, REASON VARCHAR NOT NULL, REJECTED_AT TIMESTAMP_LTZ NOT NULL)", cancellation);

    /// <summary>Adds rows to a block, which fails where the table's budget does not reach for them.</summary>
    public GuardedBlock Add(GuardedBlock block, string execution, IReadOnlyList<RejectedRow> rows, int most)
    {
        var own = $"EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(SnowflakeNames.Stored(rows[0].Table))}";
        foreach (var (number, row) in rows.Index())
            block.Then($"INSERT INTO {Name} (EXECUTION, TABLE_NAME, SHARD, RANGE_ORDINAL, NUMBER_IN_RANGE, ROW_KEY, ROW_VALUES, CODE, REASON, REJECTED_AT) "
                + $"SELECT {Of(execution)}, {Of(SnowflakeNames.Stored(row.Table))}, {row.Shard}, {row.Range}, {number}, {Of(row.Key.Replace("\0", "\\0", StringComparison.Ordinal))}, {Of(row.Values)}, {Of(row.Code)}, {Of(row.Reason)}, CURRENT_TIMESTAMP() "
                + $"WHERE (SELECT COUNT(*) FROM {Name} WHERE {own}) < {most}", 1, BlockRefusal.BudgetUsed);
        return block;
    }

    public async Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountAsync(string execution, string table, CancellationToken cancellation)
    {
        if (!await ExistsAsync(cancellation))
            return new Dictionary<(int, long), long>();
        var counts = await session.QueryAsync(
            $"SELECT SHARD, RANGE_ORDINAL, COUNT(*) FROM {Name} WHERE EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(table)} GROUP BY SHARD, RANGE_ORDINAL",
            row => (Range: ((int)row.Number(0), row.Number(1)), Rows: row.Number(2)), cancellation);
        return counts.ToDictionary(r => r.Range, r => r.Rows);
    }

    /// <param name="table">The stored name; null for all.</param>
    public async Task<IReadOnlyList<RejectedRow>> ReadAsync(string execution, string? table, CancellationToken cancellation) => !await ExistsAsync(cancellation) ? [] : await session.QueryAsync(
        $"SELECT TABLE_NAME, RANGE_ORDINAL, ROW_KEY, ROW_VALUES, CODE, REASON, SHARD FROM {Name} WHERE EXECUTION = {Of(execution)}{(table is null ? "" : $" AND TABLE_NAME = {Of(table)}")} ORDER BY TABLE_NAME, SHARD, RANGE_ORDINAL, NUMBER_IN_RANGE",
        row => new RejectedRow(row.GetString(0), row.Number(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)) { Shard = (int)row.Number(6) }, cancellation);

    /// <summary>The statement that forgets those of a table which is taken back.</summary>
    public string Clear(string execution, string table) => $"DELETE FROM {Name} WHERE EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(table)}";

    public async Task<bool> ExistsAsync(CancellationToken cancellation) => await session.CountAsync(
        $"SELECT COUNT(*) FROM {place.Catalog}.TABLES WHERE TABLE_SCHEMA = {Of(place.Schema)} AND TABLE_NAME = {Of(StoredName)}", cancellation) > 0;
}
