using System.Text.Json.Serialization;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>One table of one execution, as its activities need it.</summary>
public sealed record TableTask
{
    public required string ExecutionId { get; init; }
    public required string SourceDatabase { get; init; }
    public string SourceSchema { get; init; } = "";
    public required string TargetDatabase { get; init; }
    public string TargetSchema { get; init; } = "";
    public required MigrationType Type { get; init; }
    public MigrationStrategy Strategy { get; init; }
    public required TableMigration Table { get; init; }
    /// <summary>Tables of the plan that this one refers to, where the plan gives them or their columns other names.</summary>
    public IReadOnlyList<TableMigration> References { get; init; } = [];
    /// <summary>The rules that stand for this table.</summary>
    public IReadOnlyList<ValidationRule> Validations { get; init; } = [];
    /// <summary>What the source's mark was before the first row was read; by it the validation knows whether to read the source again.</summary>
    public string? SourceMark { get; init; }
    /// <summary>The moment as of which the execution reads its source; null where the engine can't.</summary>
    public string? SourceMoment { get; init; }
    /// <summary>The source as it is now is asked for, not as of its mark.</summary>
    public bool ReadsNow { get; init; }
    /// <summary>How often the table was to be taken back before: a step of an earlier round that wakes late is told by it.</summary>
    public int Round { get; init; }
    /// <summary>In how many parts the table is to be copied, where it can be cut.</summary>
    public int Shards { get; init; } = 1;
    /// <summary>How many of them at once.</summary>
    public int Lanes { get; init; } = 1;
    public required MigrationConfiguration Configuration { get; init; }

    /// <summary>What the plan alone says of it.</summary>
    public static TableTask Of(string executionId, MigrationPlan plan, TableMigration table) => new()
    {
        ExecutionId = executionId,
        SourceDatabase = plan.SourceDatabase,
        SourceSchema = plan.SourceSchema,
        TargetDatabase = plan.TargetDatabase,
        TargetSchema = plan.TargetSchema,
        Type = plan.Type,
        Strategy = plan.Strategy,
        Table = table,
        Configuration = plan.Configuration,
    };

    /// <summary>The rules of the plan that stand for a table, and its own.</summary>
    public static IReadOnlyList<ValidationRule> RulesOf(MigrationPlan plan, TableMigration table) =>
        [.. plan.Validations.Where(rule => rule.Tables.Count == 0 || rule.Tables.Contains(table.SourceTable)), .. table.Validations];
}

/// <summary>What a table's workflow starts with.</summary>
public sealed record TableMigrationInput
{
    public required TableTask Task { get; init; }
    /// <summary>Where an earlier run of the same table left off; the ledger in the target proves it.</summary>
    public required TableState State { get; init; }
}

/// <summary>The step that a table is at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TableStage>))]
public enum TableStage
{
    [JsonStringEnumMemberName("PREPARE")] Prepare,
    [JsonStringEnumMemberName("COPY")] Copy,
    [JsonStringEnumMemberName("FINISH")] Finish,
    [JsonStringEnumMemberName("VALIDATE")] Validate,
    [JsonStringEnumMemberName("DONE")] Done,
}

/// <summary>What is known of a table: a workflow's result, and its message to the execution on each change of stage.</summary>
public sealed record TableState
{
    /// <summary>The source table's name.</summary>
    public required string Name { get; init; }
    /// <summary>Grows with each change, so that a message that was overtaken is known by it.</summary>
    public int Version { get; init; }
    public ExecutionStatus Status { get; init; } = ExecutionStatus.Pending;
    public TableStage Stage { get; init; } = TableStage.Prepare;
    public long RowsTotal { get; init; }
    public long BytesEstimate { get; init; }
    /// <summary>The target table was made by this migration.</summary>
    public bool Created { get; init; }
    /// <summary>Something of this execution may be in the target: there is something to undo.</summary>
    public bool Written { get; init; }
    /// <summary>How often it was to be taken back.</summary>
    public int Round { get; init; }
    public bool PushDown { get; init; }
    /// <summary>How ranges are cut: the key's columns, or what stands in for one.</summary>
    public string? KeyDescription { get; init; }
    public string? SourceMark { get; init; }
    /// <summary>A person asked for it again before a row was copied, and may have mended its source: it is read as of a moment of its own, not of the execution's.</summary>
    public bool ReadsAnew { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];
    /// <summary>Of all shards together.</summary>
    public Checkpoint? Checkpoint { get; init; }
    /// <summary>The parts that the table is copied in; none before it is prepared.</summary>
    public IReadOnlyList<ShardState> Shards { get; init; } = [];
    public TableValidationResult? Validation { get; init; }
    public TableRehearsal? Rehearsal { get; init; }
    public MigrationMetrics Metrics { get; init; } = new();
    /// <summary>Failures met so far, the newest last, at most the last twenty.</summary>
    public IReadOnlyList<MigrationError> Errors { get; init; } = [];
}

/// <summary>What is known of a part of a table.</summary>
public sealed record ShardState
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public bool Done { get; init; }
    public Checkpoint? Checkpoint { get; init; }
    /// <summary>How large the next batch is; null before the first and while nothing is known.</summary>
    public CopyPace? Pace { get; init; }
}

/// <summary>What preparing a table found and made.</summary>
public sealed record TablePreparation
{
    public bool Created { get; init; }
    public required string KeyDescription { get; init; }
    public bool PushDown { get; init; }
    /// <summary>The source's mark before the first row is read.</summary>
    public string? SourceMark { get; init; }
    public long RowsTotal { get; init; }
    /// <summary>Rows that the plan's filters leave out.</summary>
    public long RowsSkipped { get; init; }
    public long BytesEstimate { get; init; }
    /// <summary>In how many parts it is copied.</summary>
    public int Shards { get; init; } = 1;
    /// <summary>Sentences worth a person's eye.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
    public TimeSpan Duration { get; init; }
    public long Statements { get; init; }
}

/// <summary>What building after a table's rows took.</summary>
public sealed record TableCompletion
{
    /// <summary>A crash of the target's server took rows that were not logged: the copy begins again.</summary>
    public bool RowsLost { get; init; }
    public long Statements { get; init; }
}

/// <summary>What a copy activity starts with.</summary>
public sealed record TableCopyInput
{
    public required TableTask Task { get; init; }
    /// <summary>The number of the shard.</summary>
    public int Shard { get; init; } = 1;
    /// <summary>What was committed before, for progress alone: the copy itself asks the ledger.</summary>
    public Checkpoint? Since { get; init; }
    /// <summary>How large the first batch is.</summary>
    public CopyPace? Pace { get; init; }
}

/// <summary>Where batches of a table are cut, as its copies found it best.</summary>
public sealed record CopyPace(int Rows, long Bytes);

/// <summary>What one copy activity did: a checkpoint interval's worth, or less when it was asked to stop.</summary>
public sealed record TableCopy
{
    public required Checkpoint Checkpoint { get; init; }
    public bool Done { get; init; }
    /// <summary>What was committed before is gone, as the ledger says: the copy began again.</summary>
    public bool BeganAgain { get; init; }
    public CopyPace? Pace { get; init; }
    /// <summary>Of this activity alone; rows, bytes and transactions follow from the checkpoint.</summary>
    public MigrationMetrics Metrics { get; init; } = new();
}

/// <summary>The heartbeat details of a running copy: what is committed of its shard, all attempts and activities together.</summary>
public sealed record CopyHeartbeat
{
    public required string Table { get; init; }
    public int Shard { get; init; } = 1;
    public long Rows { get; init; }
    public long Bytes { get; init; }
    public long Ranges { get; init; }
    public string? Cursor { get; init; }
    /// <summary>The last one; the execution itself hears of it when the copy ends.</summary>
    public Checkpoint? Checkpoint { get; init; }
    /// <summary>A commit that the target's engine brings to its end by itself, by the engine's name for it; null where none is under way.</summary>
    public string? Commit { get; init; }
    /// <summary>An attempt before has left the commit, and its end is waited for.</summary>
    public bool AwaitsCommit { get; init; }
}

/// <summary>How the two sides of a table compare.</summary>
public sealed record TableValidationResult
{
    /// <summary>EQUAL, DIFFERENT or NOT_COMPARABLE.</summary>
    public required string Verdict { get; init; }
    public long SourceRows { get; init; }
    public long CopiedRows { get; init; }
    /// <summary>Rows that are kept among the rejects of the target.</summary>
    public long RejectedRows { get; init; }
    public long TargetRows { get; init; }
    public long RangesCompared { get; init; }
    public long RangesDifferent { get; init; }
    /// <summary>One side may have a row whose key the other side lacks.</summary>
    public bool KeysDiffer { get; init; }
    /// <summary>The hash of all copied rows, hexadecimal.</summary>
    public string Hash { get; init; } = "";
    /// <summary>Why it is not equal, an error code; null where it is.</summary>
    public string? Code { get; init; }
    /// <summary>A sentence; it names ranges and keys of rows that differ.</summary>
    public required string Summary { get; init; }
    /// <summary>The first range that differs, where one is known.</summary>
    public long? FirstDifferent { get; init; }
    /// <summary>The first rows that differ.</summary>
    public IReadOnlyList<RowFinding> Rows { get; init; } = [];
    /// <summary>Columns that were not compared, each with the reason.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];
    /// <summary>What came of the rules of this table.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
    public TimeSpan Duration { get; init; }
    public long Statements { get; init; }

    [JsonIgnore]
    public bool IsDifferent => Verdict == "DIFFERENT";
}

/// <summary>A row by which the sides of a table differ.</summary>
/// <param name="Kind">MISSING in the target, EXTRA in it, or DIFFERENT.</param>
/// <param name="Key">As literals.</param>
/// <param name="Columns">By which it differs, where both sides have it; never their values.</param>
public sealed record RowFinding(string Kind, string Key, IReadOnlyList<string> Columns);

/// <summary>What a dry run of a table found.</summary>
public sealed record TableRehearsal
{
    public long Rows { get; init; }
    /// <summary>Rows that the plan's filters leave out.</summary>
    public long RowsSkipped { get; init; }
    public long Bytes { get; init; }
    public long Statements { get; init; }
    /// <summary>The target table would be made.</summary>
    public bool WouldCreate { get; init; }
    /// <summary>What would stand in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>What taking a table back did. It was verified by hash against the state before the migration.</summary>
public sealed record TableRollback
{
    public long RowsRemoved { get; init; }
    public bool TableDropped { get; init; }
    /// <summary>What a person can still do about it, a sentence; null for nothing.</summary>
    public string? Advice { get; init; }
    public long Statements { get; init; }
}
