using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Conformance;

/// <summary>Runs a table's operations, each in its own instance as activities do.</summary>
public sealed class TableRun(TestDatabases databases, TableJob job)
{
    public TableJob Job { get; } = job;

    public static TableRun Of(TestDatabases databases, string table, int batchSize = 100, string execution = "run-1", string source = "source", string target = "target") => new(databases, new TableJob
    {
        ExecutionId = execution,
        SourceDatabase = source,
        TargetDatabase = target,
        Table = new TableMigration { SourceTable = table },
        // Ranges are what most tests are about.
        Configuration = new MigrationConfiguration { BatchSize = batchSize, CloneTables = false },
    });

    public TableRun With(Func<TableJob, TableJob> change) => new(databases, change(Job));

    public async Task<T> DoAsync<T>(Func<TableOperations, Task<T>> operation)
    {
        await using var operations = await TableOperations.OpenAsync(databases.Catalog, Job, CancellationToken.None);
        return await operation(operations);
    }

    public async Task<T> OnTargetAsync<T>(Func<IExecutionTarget, Task<T>> use)
    {
        await using var database = await databases.Catalog.OpenAsync(Job.TargetDatabase, CancellationToken.None);
        await using var target = await database.OpenExecutionAsync(Job.TargetSchema, Job.ExecutionId, CancellationToken.None);
        return await use(target);
    }

    public Task ClaimAsync() => OnTargetAsync(async target =>
    {
        await target.ClaimAsync("plan", [Job.TargetTable], CancellationToken.None);
        return true;
    });

    public async Task<TablePrepared> PrepareAsync()
    {
        await ClaimAsync();
        return await DoAsync(o => o.PrepareAsync(CancellationToken.None));
    }

    public Task<CopyResult> CopyAsync(TimeSpan? interval = null, Action<CopyProgress>? afterCommit = null, CancellationToken stop = default) =>
        DoAsync(o => o.CopyAsync(new CopyRun(interval ?? TimeSpan.FromMinutes(5)), afterCommit ?? (_ => { }), stop, CancellationToken.None));

    public async Task CopyInSlicesAsync(int shard = 1)
    {
        while (!(await CopyShardAsync(shard)).Done)
        {
        }
    }

    /// <summary>One range of a shard.</summary>
    public Task<CopyResult> CopyShardAsync(int shard) =>
        DoAsync(o => o.CopyAsync(new CopyRun(TimeSpan.Zero) { Shard = shard }, _ => { }, CancellationToken.None, CancellationToken.None));

    public Task<TableFinished> FinishAsync() => DoAsync(o => o.FinishAsync(CancellationToken.None));

    public Task<TableValidation> ValidateAsync() => DoAsync(o => o.ValidateAsync(CancellationToken.None));

    public Task<RollbackResult> RollbackAsync() => DoAsync(o => o.RollbackAsync(CancellationToken.None));

    public Task<RollbackVerification> VerifyRollbackAsync() => DoAsync(o => o.VerifyRollbackAsync(CancellationToken.None));

    public Task<RollbackFeasibility> CheckRollbackAsync() => DoAsync(o => o.CheckRollbackAsync(CancellationToken.None));

    /// <summary>After one that was rolled back: takes its claim.</summary>
    public async Task<TableValidation> ForAnotherExecutionAsync()
    {
        await OnTargetAsync(async target =>
        {
            await target.DispossessAsync("run-1", CancellationToken.None);
            return true;
        });
        return await RunAsync();
    }

    /// <summary>In slices of one range, each taken up anew.</summary>
    public async Task<TableValidation> RunAsync()
    {
        await PrepareAsync();
        await CopyInSlicesAsync();
        await FinishAsync();
        return await ValidateAsync();
    }
}
