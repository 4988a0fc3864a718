using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>How an execution of a plan behaves. The defaults are the ones for a first migration: safe, verified, undoable.</summary>
public sealed record MigrationConfiguration
{
    /// <summary>The most rows that one transaction writes.</summary>
    public int BatchSize { get; init; } = 10_000;
    /// <summary>Of all tables together; zero means no limit.</summary>
    public int MaxRowsPerSecond { get; init; }
    /// <summary>Tables in work at once.</summary>
    public int Parallelism { get; init; } = 2;
    /// <summary>Attempts after the first before a table is parked for a person.</summary>
    public int MaxRetries { get; init; } = 5;
    /// <summary>Rows of each table that the target may refuse and that are put aside; zero parks the table at the first.</summary>
    public int MaxRejects { get; init; }
    /// <summary>The pause before the first retry; it doubles from there, up to a minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>For the whole execution, rollback window excepted; zero means none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.Zero;
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>How often tables are validated while others still copy; zero means after the copy alone.</summary>
    public TimeSpan ValidationInterval { get; init; } = TimeSpan.Zero;
    /// <summary>Time in work, pauses left out, after which the execution pauses; zero means no limit.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.Zero;
    /// <summary>Credits of Snowflake's warehouses after which the execution pauses; zero means no limit.</summary>
    public decimal MaxCredits { get; init; }
    /// <summary>Of Snowflake's warehouses while the execution works; put back at its end.</summary>
    public WarehouseSize WarehouseSize { get; init; } = WarehouseSize.Unchanged;
    /// <summary>Suspends Snowflake's warehouses when the last execution that uses them ends.</summary>
    public bool SuspendWarehouse { get; init; }
    /// <summary>Copies tables of Snowflake though masking or row access policies may hide values or rows of them.</summary>
    public bool AcceptPolicies { get; init; }
    /// <summary>Bytes of rows that one table may hold in memory.</summary>
    public long MemoryLimit { get; init; } = 64L * 1024 * 1024;
    /// <summary>For the strategy BULK on PostgreSQL: rows are not logged until all are there, so a crash of the server starts their table again.</summary>
    public bool Unlogged { get; init; }
    /// <summary>For the strategy INCREMENTAL: rows of the target that the source lacks are deleted; else they stay, and are not compared.</summary>
    public bool RemoveExtra { get; init; } = true;
    /// <summary>Inside a Snowflake account: a table that moves unchanged is cloned instead of copied.</summary>
    public bool CloneTables { get; init; } = true;
    public string TempTablePrefix { get; init; } = "mig_tmp_";
    public bool UseTransactions { get; init; } = true;
    public bool EnableCheckpoints { get; init; } = true;
    public bool EnableValidation { get; init; } = true;
    public bool EnableRollback { get; init; } = true;
    /// <summary>How long a completed execution stays open for a rollback by signal.</summary>
    public TimeSpan RollbackWindow { get; init; } = TimeSpan.FromHours(24);
    public bool DryRun { get; init; }
    public bool Verbose { get; init; }
    public bool ProgressReporting { get; init; } = true;

    /// <summary>Something of a warehouse is to be put back afterwards.</summary>
    [JsonIgnore]
    public bool ChangesWarehouse => WarehouseSize != WarehouseSize.Unchanged || SuspendWarehouse;
}
