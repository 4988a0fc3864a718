using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// What comes after the rows of a table that the execution created: keys, indexes, numbers that go on where the
/// source's stopped. Foreign keys are noted and made when every table has its rows.
/// </summary>
internal sealed class TableFinish(PostgresSession session, string schema, TableJob job, TargetDdl ddl)
{
    private const string CheckViolation = "23514";

    /// <param name="open">Opens one more session to the target.</param>
    public async Task<int> RunAsync(Func<CancellationToken, Task<PostgresSession>> open, CancellationToken cancellation)
    {
        var created = 0;
        if (await UndoRecords.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation) is { Kind: UndoKind.Created, Undone: false })
            created = await CompleteAsync(open, cancellation);
        await session.ExecuteAsync($"ANALYZE {ddl.Table}", cancellation);
        return created;
    }

    private async Task<int> CompleteAsync(Func<CancellationToken, Task<PostgresSession>> open, CancellationToken cancellation)
    {
        var keys = await NamedKeysAsync(cancellation);
        var builds = keys.Select(k => new IndexBuild(k.Name, k.Key.IndexSql(ddl.Table, k.Name), k.Key.What, k.Key.Columns)).ToList();
        builds.AddRange(await IndexesAsync(cancellation));
        var built = await new IndexBuilds(job, schema, open).RunAsync(session, builds, cancellation);
        foreach (var (name, key) in keys)
            await MakeKeyAsync(name, key, cancellation);
        if (job.IsBulk)
            await CheckRowsAsync(cancellation);
        foreach (var (column, last) in ddl.Numbered())
            await ContinueNumbersAsync(column, last, cancellation);
        foreach (var (name, sql) in ddl.ForeignKeys().ToList())
            await ObjectRecord.AddAsync(session, new(job.ExecutionId, job.TargetTable, "foreign key", name, sql), isMade: false, cancellation);
        return built;
    }

    /// <summary>Each by a name that is free, or whose index was built for it before.</summary>
    private async Task<List<(string Name, TargetKey Key)>> NamedKeysAsync(CancellationToken cancellation)
    {
        var named = new List<(string Name, TargetKey Key)>();
        foreach (var key in ddl.Keys().ToList())
        {
            var name = key.NameOn(job.TargetTable);
            for (var number = 1; named.Exists(n => n.Name == name) || await IsTakenAsync(name, cancellation); number++)
                name = RelationNames.Fit(key.NameOn(job.TargetTable), number.ToString(CultureInfo.InvariantCulture));
            named.Add((name, key));
        }
        return named;
    }

    private async Task<IReadOnlyList<IndexBuild>> IndexesAsync(CancellationToken cancellation)
    {
        var builds = new List<IndexBuild>();
        foreach (var index in ddl.Indexes().ToList())
        {
            var name = await IsTakenAsync(index.Name, cancellation) ? RelationNames.Fit($"{job.TargetTable}_{index.Name}") : index.Name;
            builds.Add(new IndexBuild(name, index.Sql(name), $"unique index '{name}'", index.UniqueColumns));
        }
        return builds;
    }

    private Task<bool> MakeKeyAsync(string name, TargetKey key, CancellationToken cancellation) => session.InTransactionAsync(async () =>
    {
        await ServerLocks.WaitAsync(session, $"migration key {job.ExecutionId} {job.TargetTable}", cancellation);
        if (await HasConstraintAsync(name, cancellation))
            return false;
        if (await session.TryAsync(TargetKey.AttachSql(ddl.Table, key.Kind, name), cancellation) is not null)
            // SQLite lets NULL into a primary key, PostgreSQL into a unique one alone. Any other refusal is thrown here.
            await session.ExecuteAsync(TargetKey.AttachSql(ddl.Table, TargetKey.Unique, name), cancellation);
        return true;
    }, cancellation);

    /// <summary>What PostgreSQL does not understand of them was told when the table was created.</summary>
    private async Task CheckRowsAsync(CancellationToken cancellation)
    {
        foreach (var (name, sql, what) in ddl.Checks().ToList())
        {
            try
            {
                if (!await HasConstraintAsync(name, cancellation))
                    await session.ExecuteAsync(sql, cancellation);
            }
            catch (PostgresFailure broken) when (broken.SqlState == CheckViolation)
            {
                throw new MigrationException(ErrorCodes.ConstraintViolated,
                    $"{what} of table '{job.TargetTable}' can't be made: rows break it. Mend or filter the rows of the source, then roll the table back and retry it.", inner: broken) { Sql = sql };
            }
            catch (PostgresFailure unknown) when (!unknown.IsTransient)
            {
                // Left out, as the warning says.
            }
        }
    }

    private async Task ContinueNumbersAsync(string column, long? last, CancellationToken cancellation) => await session.ExecuteAsync(
        $"""
        SELECT setval(s.sequence, s.last) FROM (
            SELECT pg_get_serial_sequence($1, $2)::regclass AS sequence, greatest((SELECT max({SqlNames.Quote(column)}) FROM {ddl.Table}), $3::bigint) AS last) s
        WHERE s.sequence IS NOT NULL AND s.last > 0
        """,
        cancellation, ddl.Table, column, last);

    private Task<bool> HasConstraintAsync(string name, CancellationToken cancellation) => session.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2)", cancellation, ddl.Table, name);

    private async Task<bool> IsTakenAsync(string name, CancellationToken cancellation) =>
        await RelationNames.OwnerAsync(session, schema, name, cancellation) is { } owner && owner != job.TargetTable;
}
