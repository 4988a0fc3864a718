using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>Something beside a table that an execution makes: an enumeration, a foreign key.</summary>
/// <param name="Sql">The statement that makes it, where it is not made at once.</param>
internal sealed record ObjectRecord(string Execution, string Table, string Type, string Name, string Sql)
{
    public static Task<int> AddAsync(PostgresSession session, ObjectRecord item, bool isMade, CancellationToken cancellation) => session.ExecuteAsync(
        "INSERT INTO _migration_objects(execution, table_name, type, name, sql, made) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        cancellation, item.Execution, item.Table, item.Type, item.Name, item.Sql, isMade);

    public static async Task<IReadOnlyList<ObjectRecord>> ReadAsync(PostgresSession session, string execution, string type, bool isMade, CancellationToken cancellation) =>
        await session.QueryAsync(
            "SELECT execution, table_name, type, name, sql FROM _migration_objects WHERE execution = $1 AND type = $2 AND made = $3 ORDER BY table_name, name",
            row => new ObjectRecord(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)),
            cancellation, execution, type, isMade);

    public Task<int> MarkAsync(PostgresSession session, CancellationToken cancellation) => session.ExecuteAsync(
        "UPDATE _migration_objects SET made = true WHERE execution = $1 AND table_name = $2 AND type = $3 AND name = $4", cancellation, Execution, Table, Type, Name);

    public Task<int> RemoveAsync(PostgresSession session, CancellationToken cancellation) => session.ExecuteAsync(
        "DELETE FROM _migration_objects WHERE execution = $1 AND table_name = $2 AND type = $3 AND name = $4", cancellation, Execution, Table, Type, Name);
}
