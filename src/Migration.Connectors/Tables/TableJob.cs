using Migration.Core.Plans;

namespace Migration.Connectors.Tables;

/// <summary>One table of one execution, with all that its operations need to know.</summary>
public sealed record TableJob
{
    public required string ExecutionId { get; init; }
    public required string SourceDatabase { get; init; }
    public string SourceSchema { get; init; } = "";
    public required string TargetDatabase { get; init; }
    public string TargetSchema { get; init; } = "";
    public MigrationType Type { get; init; } = MigrationType.Combined;
    public MigrationStrategy Strategy { get; init; }
    /// <summary>How often the table was to be taken back before. A step of an earlier round that wakes late changes nothing.</summary>
    public int Round { get; init; }
    /// <summary>In how many parts the table is to be copied, where it can be cut.</summary>
    public int Shards { get; init; } = 1;
    public required TableMigration Table { get; init; }
    /// <summary>Tables of the plan that this one refers to, where the plan gives them or their columns other names.</summary>
    public IReadOnlyList<TableMigration> References { get; init; } = [];
    /// <summary>What the source's mark was before the first row was read; null where none is known.</summary>
    public string? SourceMark { get; init; }
    /// <summary>The moment of the source, as of which the execution reads all tables that let it; null where none is known.</summary>
    public string? SourceMoment { get; init; }
    /// <summary>The source as it is now is asked for, not as of its mark.</summary>
    public bool ReadsNow { get; init; }
    public MigrationConfiguration Configuration { get; init; } = new();
    /// <summary>Of the ranges that are compared after the copy; null for all.</summary>
    public RangeSample? Sample { get; init; }
    /// <summary>Connectors count here what they send for the job.</summary>
    public StatementCounter Statements { get; } = new();

    /// <summary>The target is made equal to the source by changing what differs.</summary>
    public bool IsIncremental => Strategy == MigrationStrategy.Incremental;

    public OutsideCommits OutsideCommits { get; init; } = new();

    public bool IsBulk => Strategy == MigrationStrategy.Bulk;

    /// <summary>Rows come into a table that a crash of the server empties, and its ledger with it, until all are there.</summary>
    public bool LoadsUnlogged => IsBulk && Configuration.Unlogged && Type != MigrationType.Schema;

    public string SourceTable => Table.SourceTable;

    public string TargetTable => Table.Target;

    public static TableJob Of(string executionId, MigrationPlan plan, TableMigration table) => new()
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
}
