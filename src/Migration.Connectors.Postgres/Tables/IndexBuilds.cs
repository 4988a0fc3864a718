using System.Collections.Concurrent;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Builds indexes, side by side in a bulk load, each in a transaction of its own: what is interrupted leaves nothing,
/// what is there is not built again. A build that a killed worker left running on the server is waited for.
/// </summary>
internal sealed class IndexBuilds(TableJob job, string schema, Func<CancellationToken, Task<PostgresSession>> open)
{
    private const string UniqueViolation = "23505";

    private readonly BuildPlaces _places = new(job.ExecutionId, job.Configuration.Parallelism);
    private readonly ConcurrentQueue<IndexBuild> _waiting = [];
    private int _active;
    private int _built;
    private volatile bool _isRefused;

    /// <returns>How many were built.</returns>
    public async Task<int> RunAsync(PostgresSession session, IReadOnlyList<IndexBuild> builds, CancellationToken cancellation)
    {
        foreach (var build in builds)
            _waiting.Enqueue(build);
        var builders = job.IsBulk ? Math.Min(builds.Count, job.Configuration.Parallelism) : 1;
        await SessionLanes.RunAsync(session, builders, open, lane => BuildAllAsync(lane, cancellation), cancellation);
        return _built;
    }

    private async Task BuildAllAsync(PostgresSession session, CancellationToken cancellation)
    {
        while (!_isRefused && _waiting.TryDequeue(out var build))
        {
            Interlocked.Increment(ref _active);
            try
            {
                if (await BuildAsync(session, build, cancellation))
                    Interlocked.Increment(ref _built);
            }
            catch (MigrationException)
            {
                // Builds that are at work beside this one end and stay.
                _isRefused = true;
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref _active);
            }
        }
    }

    private async Task<bool> BuildAsync(PostgresSession session, IndexBuild build, CancellationToken cancellation)
    {
        try
        {
            return await session.InTransactionAsync(async () =>
            {
                if (job.IsBulk)
                    await TakeServerAsync(session, cancellation);
                await ServerLocks.WaitAsync(session, $"migration index {job.ExecutionId} {job.TargetTable} {build.Name}", cancellation);
                if (await RelationNames.OwnerAsync(session, schema, build.Name, cancellation) is not null)
                    return false;
                await session.ExecuteAsync(build.Sql, cancellation);
                return true;
            }, cancellation);
        }
        catch (PostgresFailure refused) when (refused.SqlState == UniqueViolation && build.UniqueColumns.Count > 0)
        {
            throw await CollisionAsync(session, build, refused, cancellation);
        }
    }

    /// <summary>Waits for a place among the builds of the execution; what nobody else is about to take, parallel workers of the build take.</summary>
    private async Task TakeServerAsync(PostgresSession session, CancellationToken cancellation)
    {
        await _places.TakeAsync(session, cancellation);
        var spare = _waiting.IsEmpty ? job.Configuration.Parallelism - _active : 0;
        var workers = await _places.TakeFreeAsync(session, spare, cancellation);
        await session.ExecuteAsync(
            $"""
            SELECT set_config('max_parallel_maintenance_workers', '{workers}', true),
                set_config('maintenance_work_mem', greatest(pg_size_bytes(current_setting('maintenance_work_mem')), {job.Configuration.MemoryLimit}) / 1024 || 'kB', true)
            """, cancellation);
    }

    private async Task<MigrationException> CollisionAsync(PostgresSession session, IndexBuild build, PostgresFailure refused, CancellationToken cancellation)
    {
        var examples = await new KeyCollisions(session, schema, job.TargetTable).FindAsync(build.UniqueColumns, cancellation);
        return new MigrationException(ErrorCodes.ConstraintViolated,
            $"The {build.What} ({string.Join(", ", build.UniqueColumns)}) of table '{job.TargetTable}' can't be built: several rows have the same key, such as {string.Join(", ", examples)}. " +
            "Mend or filter the rows of the source, then roll the table back and retry it.", inner: refused)
        {
            Sql = build.Sql,
        };
    }
}
