using System.Globalization;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>How each event of a table changes what is known of it.</summary>
public static class TableStateChanges
{
    private const int ErrorsKept = 20;
    private const string BeganAgain = "The target's server crashed and its unlogged rows went with it, as the plan accepts; the table was copied again from the beginning.";
    private const string ShardContext = "shard";

    public static TableState At(this TableState state, TableStage stage) =>
        (state with { Status = ExecutionStatus.Running, Stage = stage }).Changed();

    /// <summary>Said before the first write, because the write may happen and its answer be lost.</summary>
    public static TableState AboutToWrite(this TableState state) => (state with { Written = true }).Changed();

    public static TableState Prepared(this TableState state, TablePreparation preparation) => (state with
    {
        Shards = [.. Enumerable.Range(1, preparation.Shards).Select(state.Shard)],
        Created = preparation.Created,
        KeyDescription = preparation.KeyDescription,
        PushDown = preparation.PushDown,
        SourceMark = preparation.SourceMark,
        RowsTotal = preparation.RowsTotal,
        BytesEstimate = preparation.BytesEstimate,
        Warnings = preparation.Warnings,
        // Counted anew where a table is prepared again.
        Metrics = state.Metrics.Plus(new() { PrepareTime = preparation.Duration, QueriesExecuted = preparation.Statements })
            with { RowsSkipped = preparation.RowsSkipped },
    }).Mended();

    public static TableState Completed(this TableState state, TableCompletion completion) => (state with
    {
        Shards = completion.RowsLost ? [.. state.Shards.Select(shard => shard with { Done = false })] : state.Shards,
        Metrics = state.Metrics.Plus(new() { QueriesExecuted = completion.Statements }),
    }).Mended();

    public static TableState Copied(this TableState state, TableCopy copy, int shard = 1) => (state
        .With(state.Shard(shard) with { Checkpoint = copy.Checkpoint, Pace = copy.Pace, Done = copy.Done }) with
    {
        Warnings = copy.BeganAgain ? [.. state.Warnings.Append(BeganAgain).Distinct()] : state.Warnings,
        Metrics = state.Metrics.Plus(copy.Metrics).Plus(Between(state.Shard(shard).Checkpoint, copy.Checkpoint)),
    }).Mended(shard);

    public static TableState Validated(this TableState state, TableValidationResult verdict) => (state with
    {
        Validation = verdict,
        Metrics = state.Metrics.Plus(new() { Validations = 1, ValidationTime = verdict.Duration, QueriesExecuted = verdict.Statements }),
    }).Changed();

    public static TableState Rehearsed(this TableState state, TableRehearsal rehearsal) => (state with
    {
        Rehearsal = rehearsal,
        RowsTotal = rehearsal.Rows,
        Metrics = state.Metrics.Plus(new() { QueriesExecuted = rehearsal.Statements }) with { RowsSkipped = rehearsal.RowsSkipped },
    }).Mended();

    /// <param name="retries">Retries before this failure.</param>
    /// <param name="shard">That was copied, where a copy failed.</param>
    public static TableState Failed(this TableState state, StepFailure failure, int retries, DateTimeOffset at, int shard = 1)
    {
        var before = state.Shard(shard);
        var number = state.Errors.Count == 0 ? 1 : NumberOf(state.Errors[^1]) + 1;
        var error = failure.ToError($"{state.Name}#{number}", state.Name, at, retries);
        var committed = failure.Details.Committed;
        var after = before with { Pace = PaceAfter(failure, before.Pace), Checkpoint = committed ?? before.Checkpoint };
        return ((after == before ? state : state.With(after)) with
        {
            Errors = [.. state.Errors.TakeLast(ErrorsKept - 1), error],
            Metrics = state.Metrics
                .Plus(committed is null ? new() : Between(before.Checkpoint, committed))
                .Plus(new() { Retries = retries > 0 ? 1 : 0 })
                with { RowsErrored = failure.Details.Rows ?? state.Metrics.RowsErrored },
        }).Changed();
    }

    public static TableState Ended(this TableState state, ExecutionStatus status) =>
        (state with { Status = status }).Changed();

    /// <summary>A person wants it to be tried again.</summary>
    public static TableState AskedAgain(this TableState state) =>
        (state with { Status = ExecutionStatus.Pending, ReadsAnew = state.ReadsAnew || state.Stage == TableStage.Prepare }).Changed();

    /// <summary>Said before the rollback, because it may happen and its answer be lost.</summary>
    public static TableState AboutToTakeBack(this TableState state) =>
        (state with { Round = state.Round + 1, Stage = TableStage.Prepare }).Changed();

    /// <summary>Nothing of this execution is left in the target.</summary>
    public static TableState TakenBack(this TableState state, TableRollback rollback) => (state with
    {
        Status = ExecutionStatus.RolledBack,
        Stage = TableStage.Prepare,
        Written = false,
        Checkpoint = null,
        Shards = [],
        Warnings = rollback.Advice is { } advice ? [.. state.Warnings, advice] : state.Warnings,
        Validation = null,
        Metrics = state.Metrics.Plus(new() { RowsDeleted = rollback.RowsRemoved, QueriesExecuted = rollback.Statements }),
    }).Mended();

    /// <summary>A step succeeded: earlier failures are history.</summary>
    /// <param name="shard">That was copied; failures of others stay. Null where the whole table was meant.</param>
    public static TableState Mended(this TableState state, int? shard = null)
    {
        IReadOnlyList<MigrationError> errors = [.. state.Errors.Select(error => shard is null || ShardOf(error) == shard ? error with { Resolved = true } : error)];
        return (state with
        {
            Errors = errors,
            Metrics = errors.All(error => error.Resolved) ? state.Metrics with { RowsErrored = 0 } : state.Metrics,
        }).Changed();
    }

    /// <summary>A failure of one of several shards names it.</summary>
    public static StepFailure Concerning(this StepFailure failure, ShardState shard, TableState state) => state.Shards.Count <= 1 ? failure : failure with
    {
        Details = failure.Details with
        {
            Context = new(failure.Details.Context) { [ShardContext] = shard.Number.ToString(CultureInfo.InvariantCulture) },
        },
    };

    public static ShardState Shard(this TableState state, int number) =>
        state.Shards.FirstOrDefault(shard => shard.Number == number) ?? new() { Number = number, Checkpoint = state.Shards is [] ? state.Checkpoint : null };

    public static TableProgress ToProgress(this TableState state) => new()
    {
        Name = state.Name,
        Status = state.Status,
        RowsProcessed = state.Checkpoint?.Rows ?? state.Rehearsal?.Rows ?? 0,
        RowsRejected = state.Checkpoint?.Rejected ?? 0,
        RowsTotal = state.RowsTotal,
        BytesProcessed = state.Checkpoint?.Bytes ?? state.Rehearsal?.Bytes ?? 0,
        Checkpoint = state.Checkpoint,
        Shards = state.Shards.Count <= 1 ? [] : [.. state.Shards.Select(shard => new ShardProgress(shard.Number, shard.Done, shard.Checkpoint))],
        CurrentOperation = state.Status == ExecutionStatus.Running ? Operation(state.Stage) : null,
    };

    private static TableState With(this TableState state, ShardState changed)
    {
        IReadOnlyList<ShardState> shards = [.. state.Shards.Where(shard => shard.Number != changed.Number).Append(changed).OrderBy(shard => shard.Number)];
        return state with { Shards = shards, Checkpoint = shards.Count == 1 ? changed.Checkpoint : Total(state.Name, [.. shards.Select(shard => shard.Checkpoint).OfType<Checkpoint>()]) };
    }

    /// <summary>Several shards have as many cursors, and no cursor together.</summary>
    private static Checkpoint? Total(string table, IReadOnlyList<Checkpoint> shards) => shards.Count == 0 ? null : new(
        $"{table}#{shards.Sum(shard => shard.Ranges)}", table, Cursor: null, shards.Sum(shard => shard.Rows), shards.Sum(shard => shard.Bytes),
        shards.Sum(shard => shard.Ranges), shards.Max(shard => shard.TakenAt))
        {
            Rejected = shards.Sum(shard => shard.Rejected),
            Changes = shards.Aggregate<Checkpoint, RowChanges?>(null, (sum, shard) => shard.Changes is { } changes ? changes + (sum ?? RowChanges.None) : sum),
        };

    private static int ShardOf(MigrationError error) =>
        error.Context.TryGetValue(ShardContext, out var shard) ? int.Parse(shard, CultureInfo.InvariantCulture) : 1;

    /// <summary>By the ledger's totals: what an attempt committed before it was killed, nobody reports.</summary>
    private static MigrationMetrics Between(Checkpoint? before, Checkpoint after) => RowsBetween(before, after) with
    {
        BytesProcessed = after.Bytes - (before?.Bytes ?? 0),
        Transactions = after.Ranges - (before?.Ranges ?? 0),
        Checkpoints = 1,
    };

    private static MigrationMetrics RowsBetween(Checkpoint? before, Checkpoint after)
    {
        var rows = after.Rows - (before?.Rows ?? 0);
        if (after.Changes is not { } now)
            return new() { RowsInserted = rows };
        var known = before?.Changes ?? RowChanges.None;
        var (inserted, updated) = (now.Inserted - known.Inserted, now.Updated - known.Updated);
        return new() { RowsInserted = inserted, RowsUpdated = updated, RowsDeleted = now.Deleted - known.Deleted, RowsUnchanged = rows - inserted - updated };
    }

    /// <summary>A lock, a timeout or too little memory: the batch that met it is tried again at half its size.</summary>
    private static CopyPace? PaceAfter(StepFailure failure, CopyPace? pace) => failure.Details is { Transient: true, Rows: { } rows }
        ? new CopyPace((int)Math.Clamp(rows / 2, 1, int.MaxValue), pace?.Bytes ?? long.MaxValue)
        : pace;

    private static string? Operation(TableStage stage) => stage switch
    {
        TableStage.Prepare => "preparing",
        TableStage.Copy => "copying",
        TableStage.Finish => "building indexes",
        TableStage.Validate => "validating",
        _ => null,
    };

    private static TableState Changed(this TableState state) => state with { Version = state.Version + 1 };

    private static int NumberOf(MigrationError error) =>
        int.Parse(error.Id.AsSpan(error.Id.LastIndexOf('#') + 1), CultureInfo.InvariantCulture);
}
