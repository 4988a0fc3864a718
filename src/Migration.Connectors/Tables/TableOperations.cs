using Migration.Connectors.Ledger;
using Migration.Connectors.Rules;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Connectors.Tables;

/// <summary>
/// Everything that is done with one table of one execution. Each operation may be repeated, and taken up by another
/// process, after a crash at any instant: the ledger in the target says how far it came.
/// </summary>
public sealed class TableOperations : IAsyncDisposable
{
    private readonly TableJob _job;
    private readonly IDatabase _sourceDatabase;
    private readonly IDatabase _targetDatabase;
    private readonly ITableSource _source;
    private readonly TimeProvider _time;
    private ITableTarget? _target;

    private TableOperations(TableJob job, (IDatabase Database, ITableSource Table) source, IDatabase targetDatabase, TimeProvider time)
    {
        _job = job;
        (_sourceDatabase, _source) = source;
        _targetDatabase = targetDatabase;
        _time = time;
    }

    public static async Task<TableOperations> OpenAsync(ConnectorCatalog catalog, TableJob job, CancellationToken cancellation, TimeProvider? time = null)
    {
        var opened = new Stack<IAsyncDisposable>();
        try
        {
            var sourceDatabase = await catalog.OpenAsync(job.SourceDatabase, cancellation);
            opened.Push(sourceDatabase);
            var source = await sourceDatabase.OpenSourceAsync(job, cancellation);
            opened.Push(source);
            var targetDatabase = await catalog.OpenAsync(job.TargetDatabase, cancellation);
            return new TableOperations(job, (sourceDatabase, source), targetDatabase, time ?? TimeProvider.System);
        }
        catch
        {
            while (opened.TryPop(out var resource))
                await resource.DisposeAsync();
            throw;
        }
    }

    /// <summary>Records how to undo, then creates the table or checks that the one there fits. No row is written.</summary>
    public async Task<TablePrepared> PrepareAsync(CancellationToken cancellation)
    {
        var mark = MovesRows ? await _source.MarkAsync(cancellation) : null;
        var target = await TargetAsync(cancellation);
        if (_job.Configuration.MaxRejects > 0 && !target.KeepsRejects)
            throw new MigrationException(ErrorCodes.PlanUnsupported,
                $"maxRejects is not supported for database '{_job.TargetDatabase}': targets of its kind keep no rejects. Set it to 0 or leave it out.");
        if (_job.IsIncremental && !target.SyncsRows)
            throw new MigrationException(ErrorCodes.PlanUnsupported,
                $"The strategy INCREMENTAL is not supported from '{_job.SourceDatabase}' to '{_job.TargetDatabase}': both must be in one Snowflake account. Use BATCH or PARALLEL.");
        var bounds = MovesRows && _job.Shards > 1 ? await _source.CutAsync(_job.Shards, cancellation) : [];
        var prepared = await target.PrepareAsync(TableShard.Between(bounds), cancellation);
        return prepared with
        {
            SourceMark = mark,
            Warnings = _source.WhyNotAtMoment is { } why ? [.. prepared.Warnings, why] : prepared.Warnings,
            RowsTotal = MovesRows ? await _source.CountRowsAsync(cancellation) : 0,
            RowsSkipped = await CountSkippedAsync(cancellation),
            BytesEstimate = MovesRows ? await _source.EstimateBytesAsync(cancellation) : 0,
        };
    }

    /// <summary>Sent to both databases so far.</summary>
    public long StatementsSent => _job.Statements.Count;

    /// <summary>Waits for a commit that an attempt before left to the target's engine.</summary>
    public async Task AwaitCommitAsync(string name, CancellationToken cancellation) => await (await TargetAsync(cancellation)).AwaitCommitAsync(name, cancellation);

    /// <summary>
    /// Copies batches until the interval is over, the table is done, or <paramref name="stop"/> is cancelled; then the
    /// batch in flight commits and the checkpoint is returned. <paramref name="abort"/> throws without waiting.
    /// </summary>
    public async Task<CopyResult> CopyAsync(CopyRun run, Action<CopyProgress> afterCommit, CancellationToken stop, CancellationToken abort)
    {
        if (!MovesRows)
            throw new MigrationException(ErrorCodes.PlanContradiction, $"Table '{_job.SourceTable}' is of a plan of type SCHEMA, which moves no rows.");
        return await new CopyLoop(_job, _source, await TargetAsync(abort), _time).RunAsync(run, afterCommit, stop, abort);
    }

    /// <summary>Builds what is built after the rows: secondary indexes.</summary>
    public async Task<TableFinished> FinishAsync(CancellationToken cancellation) => await (await TargetAsync(cancellation)).FinishAsync(cancellation);

    /// <summary>Compares the target with what was copied, range by range, and names what differs.</summary>
    public async Task<TableValidation> ValidateAsync(CancellationToken cancellation)
    {
        var target = await TargetAsync(cancellation);
        var validation = await new TableComparison(_job, _source, target) { OpenBeside = OpenTargetAsync }.RunAsync(MovesRows, cancellation);
        var table = await target.ReadTableAsync(cancellation) ?? throw TargetRefusal.Gone(_job);
        return validation with { NotCompared = [.. ColumnsLeftOut.Of(_source, table)] };
    }

    /// <summary>Compares once more, at any time when nothing copies: also a part of a table, and a table whose ledger is discarded.</summary>
    public async Task<TableValidation> ProveAsync(ProofScope scope, CancellationToken cancellation)
    {
        var target = await TargetAsync(cancellation);
        var table = await target.ReadTableAsync(cancellation) ?? throw TargetRefusal.Gone(_job);
        return await new TableProof(_job, _source, target) { OpenBeside = OpenTargetAsync }.RunAsync(scope, table, cancellation);
    }

    /// <summary>Makes the rows of the ledger's ranges what the source has now.</summary>
    /// <param name="removesExtra">Rows whose key the source lacks go as well, whoever wrote them since.</param>
    public async Task<RepairResult> RepairAsync(bool removesExtra, CancellationToken cancellation) => MovesRows
        ? await new TableRepair(_job, _source, await TargetAsync(cancellation), removesExtra).RunAsync(cancellation)
        : new RepairResult(0, 0, 0, 0);

    /// <summary>Asks rules of the plan that stand for this table alone: of the target's rows as they are now, of the source's as they were read.</summary>
    public async Task<IReadOnlyList<RuleResult>> AskRulesAsync(IReadOnlyList<ValidationRule> rules, CancellationToken cancellation)
    {
        var run = new RuleRun(new(_sourceDatabase, _job.SourceSchema) { Moment = _source.Moment }, new(_targetDatabase, _job.TargetSchema), _time);
        var results = new List<RuleResult>();
        foreach (var rule in rules)
            results.Add(await run.RunAsync(rule, _job.Table, [_job.Table], cancellation));
        return results;
    }

    public async Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation) => await (await TargetAsync(cancellation)).CheckRollbackAsync(cancellation);

    /// <summary>Takes the table back to what it was, and shuts out every attempt that may still copy.</summary>
    public async Task<RollbackResult> RollbackAsync(CancellationToken cancellation) => await (await TargetAsync(cancellation)).RollbackAsync(cancellation);

    public async Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation) => await (await TargetAsync(cancellation)).VerifyRollbackAsync(cancellation);

    /// <summary>A dry run: reads and transforms every row, writes nothing.</summary>
    public async Task<Rehearsal> RehearseAsync(CancellationToken cancellation)
    {
        var rehearsal = await new TableRehearsal(_job, _source, _targetDatabase).RunAsync(MovesRows, cancellation);
        return rehearsal with { RowsSkipped = await CountSkippedAsync(cancellation) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_target is not null)
            await _target.DisposeAsync();
        await _targetDatabase.DisposeAsync();
        await _source.DisposeAsync();
        await _sourceDatabase.DisposeAsync();
    }

    // Opening a target for writing may create it, which a dry run must not.
    private async Task<ITableTarget> TargetAsync(CancellationToken cancellation) =>
        _target ??= await OpenTargetAsync(cancellation);

    private Task<ITableTarget> OpenTargetAsync(CancellationToken cancellation) => _targetDatabase.OpenTargetAsync(_job, _source, cancellation);

    /// <summary>Rows that the plan's filters leave out.</summary>
    private async Task<long> CountSkippedAsync(CancellationToken cancellation)
    {
        if (!MovesRows || _job.Table.Transformations.All(t => t.Type != TransformationType.Filter))
            return 0;
        var all = await _source.CountUnfilteredAsync(cancellation) ?? await _sourceDatabase.CountRowsAsync(_job.SourceSchema, _job.SourceTable, filter: null, cancellation);
        // Rows may have come in between: fewer than none are not left out.
        return Math.Max(0, all - await _source.CountRowsAsync(cancellation));
    }

    private bool MovesRows => _job.Type != MigrationType.Schema;
}
