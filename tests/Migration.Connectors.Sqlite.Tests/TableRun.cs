using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>Runs a table's operations, each in its own instance as activities do.</summary>
internal sealed class TableRun(Databases databases, TableJob job, bool pushDown = true)
{
    public TableJob Job { get; } = job;

    public static TableRun Of(Databases databases, string table, int batchSize = 100, string? targetTable = null, string execution = "run-1") => new(databases, new TableJob
    {
        ExecutionId = execution,
        SourceDatabase = "source",
        TargetDatabase = "target",
        Table = new TableMigration { SourceTable = table, TargetTable = targetTable },
        Configuration = new MigrationConfiguration { BatchSize = batchSize },
    });

    public TableRun With(Func<TableJob, TableJob> change) => new(databases, change(Job), pushDown);

    /// <summary>By push-down, or by the pipeline.</summary>
    public TableRun By(bool wanted) => new(databases, Job, wanted);

    public TableRun With(TableMigration table) => With(job => job with { Table = table });

    public async Task<T> DoAsync<T>(Func<TableOperations, Task<T>> operation)
    {
        await using var operations = await TableOperations.OpenAsync(databases.Catalog(pushDown), Job, CancellationToken.None);
        return await operation(operations);
    }

    public async Task<TablePrepared> PrepareAsync()
    {
        await ClaimAsync();
        return await DoAsync(o => o.PrepareAsync(CancellationToken.None));
    }

    public async Task ClaimAsync()
    {
        await using var database = await databases.Catalog("target").OpenAsync("target", CancellationToken.None);
        await using var target = await database.OpenExecutionAsync("", Job.ExecutionId, CancellationToken.None);
        await target.ClaimAsync("plan", [Job.TargetTable], CancellationToken.None);
    }

    /// <summary>The step alone, as one that wakes late would do it.</summary>
    public Task<TablePrepared> PrepareLateAsync() => DoAsync(o => o.PrepareAsync(CancellationToken.None));

    public Task<CopyResult> CopyAsync(TimeSpan? interval = null, Action<CopyProgress>? afterCommit = null, CancellationToken stop = default) =>
        DoAsync(o => o.CopyAsync(new CopyRun(interval ?? TimeSpan.FromMinutes(5)), afterCommit ?? (_ => { }), stop, CancellationToken.None));

    public Task<TableFinished> FinishAsync() => DoAsync(o => o.FinishAsync(CancellationToken.None));

    public Task<TableValidation> ValidateAsync() => DoAsync(o => o.ValidateAsync(CancellationToken.None));

    public Task<RollbackResult> RollbackAsync() => DoAsync(o => o.RollbackAsync(CancellationToken.None));

    public Task<RollbackVerification> VerifyRollbackAsync() => DoAsync(o => o.VerifyRollbackAsync(CancellationToken.None));

    public Task<RollbackFeasibility> CheckRollbackAsync() => DoAsync(o => o.CheckRollbackAsync(CancellationToken.None));

    public Task<Rehearsal> RehearseAsync() => DoAsync(o => o.RehearseAsync(CancellationToken.None));

    public async Task<TableValidation> RunAsync()
    {
        await PrepareAsync();
        await CopyAsync();
        await FinishAsync();
        return await ValidateAsync();
    }
}
