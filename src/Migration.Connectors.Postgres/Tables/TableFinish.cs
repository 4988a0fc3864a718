using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// What comes after the rows of a table that the execution created: keys, indexes, numbers that go on where the
/// source's stopped. Foreign keys are noted and made when every table has its rows.
/// </summary>
internal sealed class TableFinish(PostgresSession session, string schema, TableJob job, TargetDdl ddl)
{
    public async Task<TableFinished> RunAsync(CancellationToken cancellation)
    {
        var created = 0;
        if (await UndoRecords.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation) is { Kind: UndoKind.Created, Undone: false })
            created = await CompleteAsync(cancellation);
        // Commits before this one may still be on their way to the disk; the log is written in order.
        await session.ExecuteAsync("SET synchronous_commit = on", cancellation);
        await session.ExecuteAsync($"ANALYZE {ddl.Table}", cancellation);
        return new TableFinished(created);
    }

    private async Task<int> CompleteAsync(CancellationToken cancellation)
    {
        await CreateKeysAsync(cancellation);
        var created = 0;
        foreach (var (name, sql) in ddl.Indexes().ToList())
            created += await CreateIndexAsync(name, sql, cancellation);
        foreach (var (column, last) in ddl.Numbered())
            await ContinueNumbersAsync(column, last, cancellation);
        foreach (var (name, sql) in ddl.ForeignKeys().ToList())
            await ObjectRecord.AddAsync(session, new(job.ExecutionId, job.TargetTable, "foreign key", name, sql), isMade: false, cancellation);
        return created;
    }

    private async Task CreateKeysAsync(CancellationToken cancellation)
    {
        var table = (await new PostgresSchemaReader(session, schema).ReadTableAsync(job.TargetTable, cancellation))!;
        foreach (var key in ddl.Keys())
        {
            if (!Has(table, key))
                await CreateKeyAsync(key, cancellation);
        }
    }

    private Task<bool> CreateKeyAsync(TargetKey key, CancellationToken cancellation) => session.InTransactionAsync(async () =>
    {
        var named = await IsFreeAsync(key.Name, cancellation) ? key : key with { Name = null };
        if (await session.TryAsync(named.Sql(ddl.Table), cancellation) is not null)
            // SQLite lets NULL into a primary key, PostgreSQL into a unique one alone. Any other refusal is thrown here.
            await session.ExecuteAsync(named.Sql(ddl.Table, "UNIQUE"), cancellation);
        return true;
    }, cancellation);

    private async Task<int> CreateIndexAsync(string name, Func<string, string> sql, CancellationToken cancellation)
    {
        if (await OwnerAsync(name, cancellation) is { } owner)
        {
            if (owner == job.TargetTable)
                return 0;
            name = $"{job.TargetTable}_{name}";
            if (await OwnerAsync(name, cancellation) is not null)
                return 0;
        }
        await session.ExecuteAsync(sql(name), cancellation);
        return 1;
    }

    private async Task ContinueNumbersAsync(string column, long? last, CancellationToken cancellation) => await session.ExecuteAsync(
        $"""
        SELECT setval(s.sequence, s.last) FROM (
            SELECT pg_get_serial_sequence($1, $2)::regclass AS sequence, greatest((SELECT max({SqlNames.Quote(column)}) FROM {ddl.Table}), $3::bigint) AS last) s
        WHERE s.sequence IS NOT NULL AND s.last > 0
        """,
        cancellation, ddl.Table, column, last);

    private static bool Has(TableDefinition table, TargetKey key) => (table.PrimaryKey is null ? table.UniqueKeys : [table.PrimaryKey, .. table.UniqueKeys])
        .Any(k => k.Columns.Select(c => c.Column).SequenceEqual(key.Columns));

    private async Task<bool> IsFreeAsync(string? name, CancellationToken cancellation) => name is not null && await OwnerAsync(name, cancellation) is null;

    /// <summary>The table whose index has the name, or that has it itself.</summary>
    private Task<string?> OwnerAsync(string name, CancellationToken cancellation) => session.ScalarAsync<string>(
        """
        SELECT coalesce(t.relname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
        WHERE n.nspname = $1 AND c.relname = $2
        """,
        cancellation, schema, name);
}
