using System.Collections.Concurrent;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// The foreign keys that wait for every table to have its rows. Each is made for new rows first, which takes no time;
/// then the rows that are there are checked, several tables at once: a check locks its table against another check and
/// the table that it refers to against nothing that goes on here. The catalog says which checks are left after a crash.
/// </summary>
/// <param name="open">Opens one more session to the target.</param>
internal sealed class ForeignKeyBuilds(string schema, string execution, Func<CancellationToken, Task<PostgresSession>> open)
{
    private const string Type = "foreign key";

    private readonly ConcurrentBag<Problem> _problems = [];
    private readonly ConcurrentQueue<IGrouping<string, ObjectRecord>> _waiting = [];

    /// <param name="parallelism">At most so many checks at once.</param>
    /// <returns>A warning for each key that the server refuses, or that rows break.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync(PostgresSession session, int parallelism, CancellationToken cancellation)
    {
        foreach (var key in await ObjectRecord.ReadAsync(session, execution, Type, isMade: false, cancellation))
            await session.InTransactionAsync(() => MakeAsync(session, key, cancellation), cancellation);
        foreach (var table in (await UncheckedAsync(session, cancellation)).GroupBy(key => key.Table))
            _waiting.Enqueue(table);
        await SessionLanes.RunAsync(session, Math.Min(_waiting.Count, parallelism), open, lane => CheckAllAsync(lane, cancellation), cancellation);
        return [.. _problems.OrderBy(problem => problem.Path, StringComparer.Ordinal).ThenBy(problem => problem.Message, StringComparer.Ordinal)];
    }

    // A key to a table that is not there, or that a plan's mapping changed, is left out.
    private async Task<bool> MakeAsync(PostgresSession session, ObjectRecord key, CancellationToken cancellation)
    {
        if (await session.TryAsync(key.Sql, cancellation) is { } refusal)
        {
            _problems.Add(new($"tables.{key.Table}", ErrorCodes.SchemaReduced, $"The foreign key '{key.Name}' of table '{key.Table}' is not created. {refusal}",
                "Create what it refers to, then add the key by hand.", Severity.Warning));
            return false;
        }
        await key.MarkAsync(session, cancellation);
        return true;
    }

    private async Task<IReadOnlyList<ObjectRecord>> UncheckedAsync(PostgresSession session, CancellationToken cancellation)
    {
        var names = (await session.QueryAsync(
            """
            SELECT c.relname, f.conname FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND f.contype = 'f' AND NOT f.convalidated
            """, row => (row.GetString(0), row.GetString(1)), cancellation, schema)).ToHashSet();
        return [.. (await ObjectRecord.ReadAsync(session, execution, Type, isMade: true, cancellation)).Where(key => names.Contains((key.Table, key.Name)))];
    }

    private async Task CheckAllAsync(PostgresSession session, CancellationToken cancellation)
    {
        while (_waiting.TryDequeue(out var table))
        {
            foreach (var key in table)
                await session.InTransactionAsync(() => CheckAsync(session, key, cancellation), cancellation);
        }
    }

    private async Task<bool> CheckAsync(PostgresSession session, ObjectRecord key, CancellationToken cancellation)
    {
        // One that a killed worker left running on the server is waited for.
        await ServerLocks.WaitAsync(session, $"migration check {execution} {key.Table}", cancellation);
        var check = $"ALTER TABLE {PostgresNames.Of(schema, key.Table)} VALIDATE CONSTRAINT {SqlNames.Quote(key.Name)}";
        if (await session.TryAsync(check, cancellation) is not { } broken)
            return true;
        _problems.Add(new($"tables.{key.Table}", ErrorCodes.ForeignKeyViolated,
            $"The foreign key '{key.Name}' of table '{key.Table}' is created for new rows alone, for those that are there break it. {broken}",
            $"Correct the rows, then run {check}.", Severity.Warning));
        return false;
    }
}
