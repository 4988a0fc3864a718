using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>Where an execution stands. Decides its status from what happened; knows neither Temporal nor a clock.</summary>
public sealed class MigrationState
{
    private readonly List<TableState> tables;
    private readonly List<MigrationError> errors;
    private readonly HashSet<string> pausedTables;

    public MigrationState(MigrationPlan plan, MigrationSnapshot? continued)
    {
        tables = [.. continued?.Tables ?? plan.Tables.Select(table => new TableState { Name = table.SourceTable })];
        errors = [.. continued?.Errors ?? []];
        pausedTables = new(continued?.PausedTables ?? [], StringComparer.Ordinal);
        Log = new(continued?.Audit ?? []);
        Preflight = continued?.Preflight;
        Claimed = continued?.Claimed ?? false;
        Paused = continued?.Paused ?? false;
        Tuning = continued?.Tuning;
        StartedAt = continued?.StartedAt;
        CopyClock = new(continued?.CopyTime ?? TimeSpan.Zero);
        Usage = continued?.Usage ?? new();
        Phase = continued is null ? MigrationPhase.Preflight : MigrationPhase.Copy;
    }

    public OperatorLog Log { get; }
    public CopyClock CopyClock { get; }
    public MigrationPhase Phase { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? RollbackUntil { get; set; }
    public PreflightResult? Preflight { get; private set; }
    public bool Claimed { get; set; }
    public string? CurrentOperation { get; set; }
    /// <summary>What of the target could not be made once its tables were there, and what could not be put back at the end.</summary>
    public IReadOnlyList<Problem> LeftOut { get; set; } = [];
    /// <summary>What came of the rules of several tables.</summary>
    public IReadOnlyList<RuleResult> Rules { get; set; } = [];

    /// <summary>What a person changed of the plan's configuration since the start.</summary>
    public CopyTuning? Tuning { get; set; }
    /// <summary>Asked to pause; <see cref="Status"/> says when it has happened.</summary>
    public bool Paused { get; set; }
    /// <summary>A step outside of the tables, or a rollback, waits for a person.</summary>
    public bool Parked { get; set; }
    /// <summary>Steps and tables in work right now.</summary>
    public int Active { get; private set; }
    public WorkUsage Usage { get; private set; }
    /// <summary>How it ended; null while it works.</summary>
    public ExecutionStatus? Outcome { get; set; }

    public IReadOnlyList<TableState> Tables => tables;
    public IReadOnlySet<string> PausedTables => pausedTables;
    public IEnumerable<string> ParkedTables =>
        tables.Where(table => table.Status == ExecutionStatus.NeedsAttention).Select(table => table.Name);
    public bool AnythingWritten => tables.Exists(table => table.Written);
    public bool AllSettled => tables.TrueForAll(table => TableSchedule.IsSettled(table.Status));

    /// <summary>Those of the execution and of its tables, in the order in which they happened.</summary>
    public IReadOnlyList<MigrationError> Errors =>
        [.. errors.Concat(tables.SelectMany(table => table.Errors)).OrderBy(error => error.OccurredAt)];

    public ExecutionStatus Status => this switch
    {
        { Parked: true } => ExecutionStatus.NeedsAttention,
        { Outcome: { } outcome } => outcome,
        { Phase: MigrationPhase.Rollback } => ExecutionStatus.Running,
        { Paused: true, Active: 0 } => ExecutionStatus.Paused,
        { StartedAt: null } => ExecutionStatus.Pending,
        _ when tables.Exists(table => table.Status == ExecutionStatus.NeedsAttention) => ExecutionStatus.NeedsAttention,
        _ when Active == 0 && tables.Exists(table => table.Status == ExecutionStatus.Paused) => ExecutionStatus.Paused,
        _ => ExecutionStatus.Running,
    };

    public void Begin(PreflightResult preflight)
    {
        Preflight = preflight;
        foreach (var outline in preflight.Tables)
        {
            var name = outline.Table.SourceTable;
            if (!tables.Exists(table => table.Name == name))
                tables.Add(new() { Name = name });
            Fold(Table(name) with { RowsTotal = outline.Rows, BytesEstimate = outline.Bytes });
        }
    }

    public TableState Table(string name) => tables.Find(table => table.Name == name)
        ?? throw new ArgumentException($"This execution has no table {name}.", nameof(name));

    /// <summary>The table that a person means: exactly, or else without regard to case.</summary>
    public string? Find(string name) =>
        tables.Find(table => table.Name == name)?.Name
        ?? tables.Find(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase))?.Name;

    /// <summary>Takes over what is known of a table, unless something newer is known already.</summary>
    public void Fold(TableState table)
    {
        var index = tables.FindIndex(known => known.Name == table.Name);
        if (index >= 0 && tables[index].Version <= table.Version)
            tables[index] = table;
    }

    public void SetStatus(string table, ExecutionStatus status) => Fold(Table(table).Ended(status));

    public void BeginWork(DateTimeOffset now)
    {
        if (Active++ == 0)
            Usage = Usage.Begun(now);
    }

    public void EndWork(DateTimeOffset now)
    {
        if (--Active == 0)
            Usage = Usage.Ended(now);
    }

    /// <param name="names">Empty means the execution itself.</param>
    public void Pause(IReadOnlyList<string> names)
    {
        Paused |= names.Count == 0;
        foreach (var name in names)
        {
            pausedTables.Add(name);
            if (Table(name).Status == ExecutionStatus.Pending)
                SetStatus(name, ExecutionStatus.Paused);
        }
    }

    /// <param name="names">Empty means everything.</param>
    public void Resume(IReadOnlyList<string> names)
    {
        Paused &= names.Count > 0;
        foreach (var name in names.Count > 0 ? names : [.. tables.Select(table => table.Name)])
        {
            pausedTables.Remove(name);
            if (Table(name).Status == ExecutionStatus.Paused)
                SetStatus(name, ExecutionStatus.Pending);
        }
    }

    /// <summary>Who asks for a table again does not want it paused any more.</summary>
    public void Retry(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            pausedTables.Remove(name);
            Fold(Table(name).AskedAgain());
        }
    }

    public void AddError(StepFailure failure, int retries, DateTimeOffset at) =>
        errors.Add(failure.ToError($"execution#{errors.Count + 1}", null, at, retries));

    public void ResolveErrors()
    {
        for (var i = 0; i < errors.Count; i++)
            errors[i] = errors[i] with { Resolved = true };
    }

    public MigrationMetrics Metrics => tables.Aggregate(new MigrationMetrics(), (sum, table) => sum.Plus(table.Metrics));

    /// <summary>The plan with the tables that preflight found.</summary>
    public MigrationPlan Expand(MigrationPlan plan) => Preflight is null
        ? plan
        : plan with { Tables = [.. Preflight.Tables.Select(outline => outline.Table)] };

    public MigrationSnapshot Snapshot() => new()
    {
        StartedAt = StartedAt,
        CopyTime = CopyClock.Elapsed,
        Usage = Usage,
        Paused = Paused,
        PausedTables = [.. pausedTables.Order(StringComparer.Ordinal)],
        Claimed = Claimed,
        Tuning = Tuning,
        Preflight = Preflight,
        Tables = Tables,
        Errors = errors,
        Audit = Log.Entries,
    };
}
