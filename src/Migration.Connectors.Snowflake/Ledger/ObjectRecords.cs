using Migration.Connectors.Snowflake.Engine;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>The foreign keys that an execution makes when every table is there.</summary>
internal sealed class ObjectRecords(SnowflakeSession session, LedgerTables tables, string execution)
{
    /// <param name="Table">Its stored name.</param>
    /// <param name="Sql">The statement that makes it.</param>
    internal sealed record Entry(string Table, string Name, string Sql);

    public Task AddAsync(string table, IReadOnlyList<(string Name, string Sql)> keys, CancellationToken cancellation)
    {
        var block = new GuardedBlock().Then(tables.TakeLock);
        foreach (var (name, sql) in keys)
            block.Then($"INSERT INTO {tables.Objects} (EXECUTION, TABLE_NAME, NAME, MAKES, MADE) SELECT {Of(execution)}, {Of(table)}, {Of(name)}, {Of(sql)}, FALSE "
                + $"WHERE NOT EXISTS (SELECT 1 FROM {tables.Objects} WHERE {Own(table, name)})");
        return session.ExecuteAsync(block.ToStatement(), cancellation);
    }

    public async Task<IReadOnlyList<Entry>> ReadAsync(bool isMade, CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT TABLE_NAME, NAME, MAKES FROM {tables.Objects} WHERE EXECUTION = {Of(execution)} AND TABLE_NAME <> '' AND MADE = {Of(isMade)} ORDER BY TABLE_NAME, NAME",
        row => new Entry(row.GetString(0), row.GetString(1), row.GetString(2)), cancellation);

    public Task<long> MarkAsync(Entry entry, CancellationToken cancellation) =>
        session.ExecuteAsync($"UPDATE {tables.Objects} SET MADE = TRUE WHERE {Own(entry.Table, entry.Name)}", cancellation);

    public Task<long> RemoveAsync(Entry entry, CancellationToken cancellation) =>
        session.ExecuteAsync($"DELETE FROM {tables.Objects} WHERE {Own(entry.Table, entry.Name)}", cancellation);

    private string Own(string table, string name) => $"EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(table)} AND NAME = {Of(name)}";
}
