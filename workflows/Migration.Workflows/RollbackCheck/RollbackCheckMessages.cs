using Migration.Core.Plans;

namespace Migration.Workflows;

/// <summary>Which execution is asked about.</summary>
public sealed record RollbackCheckInput
{
    public required string ExecutionId { get; init; }
    /// <summary>The plan of that execution, as its `plan` query gives it: with its tables expanded.</summary>
    public required MigrationPlan Plan { get; init; }
}

/// <summary>What can be taken back, as the undo records in the target tell.</summary>
public sealed record RollbackCheckReport
{
    public required string ExecutionId { get; init; }
    public IReadOnlyList<TableRollbackCheck> Tables { get; init; } = [];

    /// <summary>Every table can be taken back.</summary>
    public bool Possible => Tables.All(table => table.Possible);
}

/// <summary>Whether and how one table can be taken back.</summary>
public sealed record TableRollbackCheck
{
    /// <summary>The source table's name.</summary>
    public required string Table { get; init; }
    public bool Possible { get; init; }
    /// <summary>What a rollback would do, a sentence.</summary>
    public string? How { get; init; }
    /// <summary>Why it can't be done, a sentence.</summary>
    public string? Why { get; init; }
    /// <summary>Rows that this execution did not write and that a rollback would remove with its own; at least so many.</summary>
    public long RowsOfOthers { get; init; }
}
