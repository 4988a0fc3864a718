using System.Globalization;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Sqlite;

/// <summary>A SQLite file as the target of a whole execution.</summary>
internal sealed class SqliteExecutionTarget(SqliteSession session, string execution, TimeProvider time) : IExecutionTarget
{
    public Task ClaimAsync(string planId, IReadOnlyList<string> targetTables, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = session.InterruptOn(cancellation);
        var mode = session.QueryText("PRAGMA journal_mode")!;
        WriteTransaction.Run(session, () => Claim(planId, targetTables, mode));
        UseWal();
    }, cancellation);

    public Task DispossessAsync(string holder, CancellationToken cancellation) => Task.Run(() =>
    {
        if (!LedgerTables.Exist(session))
            return;
        using var interruption = session.InterruptOn(cancellation);
        WriteTransaction.Run(session, () =>
        {
            // Who takes over also puts the journal mode back that the other one found.
            session.Execute(
                """
                INSERT INTO _migration_executions(execution, plan, journal_mode, claimed_at)
                SELECT ?1, plan, journal_mode, claimed_at FROM _migration_executions WHERE execution = ?2 AND released = 0
                ON CONFLICT DO NOTHING
                """,
                execution, holder);
            session.Execute("DELETE FROM _migration_claims WHERE execution = ?1", holder);
            session.Execute("UPDATE _migration_executions SET released = 1 WHERE execution = ?1", holder);
            session.Execute("UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = ?1", holder);
        });
    }, cancellation);

    public Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<string>>(() =>
    {
        if (!LedgerTables.Exist(session))
            return [];
        using var interruption = session.InterruptOn(cancellation);
        var original = session.QueryText("SELECT journal_mode FROM _migration_executions WHERE execution = ?1", execution);
        WriteTransaction.Run(session, () =>
        {
            session.Execute("DELETE FROM _migration_claims WHERE execution = ?1", execution);
            session.Execute("UPDATE _migration_executions SET released = 1 WHERE execution = ?1", execution);
        });
        session.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return original is null or "wal" || OthersAtWork() ? [] : RestoreMode(original);
    }, cancellation);

    public Task CleanupAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        if (!LedgerTables.Exist(session))
            return;
        using var interruption = session.InterruptOn(cancellation);
        WriteTransaction.Run(session, () =>
        {
            foreach (var keys in session.Query("SELECT keys_table FROM _migration_undo WHERE execution = ?1 AND keys_table IS NOT NULL", row => row.GetText(0), execution))
                session.Execute($"DROP TABLE IF EXISTS {keys}");
            LedgerTables.Forget(session, execution);
        });
    }, cancellation);

    public Task<IReadOnlyList<Problem>> FinishSchemaAsync(SchemaDefinition source, int parallelism, CancellationToken cancellation) => Task.Run<IReadOnlyList<Problem>>(() =>
    {
        using var interruption = session.InterruptOn(cancellation);
        WriteTransaction.Run(session, () =>
        {
            LedgerTables.Ensure(session);
            foreach (var view in source.Views.Where(v => !Exists(v.Name)))
                Create("view", view.Name, view.Sql);
            foreach (var trigger in source.Triggers.Where(t => !Exists(t.Name)))
                Create("trigger", trigger.Name, trigger.Sql);
        });
        return [];
    }, cancellation);

    public Task<IReadOnlyList<Problem>> UndoSchemaAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<Problem>>(() =>
    {
        if (!LedgerTables.Exist(session))
            return [];
        using var interruption = session.InterruptOn(cancellation);
        WriteTransaction.Run(session, () =>
        {
            foreach (var (type, name) in session.Query("SELECT type, name FROM _migration_objects WHERE execution = ?1", row => (row.GetText(0), row.GetText(1)), execution))
                session.Execute($"DROP {type} IF EXISTS {SqliteNames.Quote(name)}");
            session.Execute("DELETE FROM _migration_objects WHERE execution = ?1", execution);
        });
        return [];
    }, cancellation);

    public Task CheckForeignKeysAsync(IReadOnlyList<string> targetTables, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = session.InterruptOn(cancellation);
        var found = targetTables.SelectMany(table => session.Query(
            "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check(?1) GROUP BY \"table\", parent",
            row => $"{row.GetInteger(2)} row(s) of '{row.GetText(0)}' point to rows that '{row.GetText(1)}' lacks", table)).ToList();
        if (found.Count > 0)
            throw new MigrationException(ErrorCodes.ForeignKeyViolated,
                $"Foreign keys of the target do not hold: {string.Join("; ", found)}. Copy the referenced tables too, or mend the source.");
    }, cancellation);

    public ValueTask DisposeAsync()
    {
        session.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Claim(string planId, IReadOnlyList<string> tables, string mode)
    {
        LedgerTables.Ensure(session);
        foreach (var table in tables)
        {
            var holder = session.QueryText("SELECT execution FROM _migration_claims WHERE table_name = ?1", table);
            if (holder is not null && holder != execution)
                throw new TargetClaimedException(table, holder, "Wait until it has ended, or cancel it.");
            session.Execute("INSERT OR IGNORE INTO _migration_claims(table_name, execution) VALUES (?1, ?2)", table, execution);
        }
        session.Execute(
            "INSERT INTO _migration_executions(execution, plan, journal_mode, claimed_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET released = 0, plan = excluded.plan",
            execution, planId, OriginalMode(mode), time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
    }

    // While another execution has the file in WAL mode, its record knows what the mode was.
    private string OriginalMode(string mode) => session.QueryText(
        "SELECT journal_mode FROM _migration_executions WHERE released = 0 ORDER BY claimed_at LIMIT 1") ?? mode;

    private void UseWal()
    {
        try
        {
            session.Execute("PRAGMA journal_mode=WAL");
        }
        catch (SqliteFailure failure) when (failure.Code == ErrorCodes.DatabaseLocked)
        {
            // Somebody reads the file right now. Copying is right in any mode, only slower.
        }
    }

    private bool OthersAtWork() => session.QueryInteger("SELECT count(*) FROM _migration_executions WHERE released = 0") > 0;

    private IReadOnlyList<string> RestoreMode(string original)
    {
        try
        {
            session.Execute($"PRAGMA journal_mode={original}");
            return [];
        }
        catch (SqliteFailure failure) when (failure.Code == ErrorCodes.DatabaseLocked)
        {
            return [$"The target stays in WAL mode because another program has it open. Run 'PRAGMA journal_mode={original}' when it is closed."];
        }
    }

    private bool Exists(string name) => session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE name = ?1 COLLATE NOCASE", name) > 0;

    private void Create(string type, string name, string sql)
    {
        session.Execute(sql);
        session.Execute("INSERT OR IGNORE INTO _migration_objects(execution, type, name) VALUES (?1, ?2, ?3)", execution, type, name);
    }
}
