using System.Text.Json.Serialization;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>Which tables of which execution are compared once more, and repaired where it is asked for.</summary>
public sealed record ProofInput
{
    /// <summary>With the plan of the tables whose copy is complete, for what holds between them.</summary>
    public required ExecutionInput Settled { get; init; }
    public IReadOnlyList<ProofTask> Tables { get; init; } = [];
    /// <summary>Rows that differ are copied again.</summary>
    public bool Repairs { get; init; }
    /// <summary>The execution has given up its claim on the target, so that repairs must take it for their time.</summary>
    public bool Claims { get; init; }

    /// <summary>The execution with the tables that are worked on.</summary>
    [JsonIgnore]
    public ExecutionInput Worked => Settled with { Plan = Settled.Plan with { Tables = [.. Tables.Select(task => task.Task.Table)] } };
}

/// <summary>One table, and what its execution knows of it.</summary>
public sealed record ProofTask
{
    public required TableTask Task { get; init; }
    /// <summary>Every row was copied.</summary>
    public bool IsComplete { get; init; }
    /// <summary>The execution made the table.</summary>
    public bool IsOwned { get; init; }
    /// <summary>A repair also takes rows away whose key the source lacks, whoever wrote them.</summary>
    public bool RemovesExtra { get; init; }
}

/// <summary>How the sides of an execution's tables compare now.</summary>
public sealed record ProofReport
{
    public required string ExecutionId { get; init; }
    public IReadOnlyList<TableProof> Tables { get; init; } = [];
    /// <summary>The rules of several tables; those of one table stand with it.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
    /// <summary>What does not hold between the tables, a sentence; null where nothing is known to.</summary>
    public string? Between { get; init; }

    /// <summary>EQUAL, DIFFERENT or NOT_COMPARABLE.</summary>
    [JsonIgnore]
    public string Verdict => this switch
    {
        { Between: not null } => "DIFFERENT",
        _ when Tables.Any(table => table.Validation.IsDifferent) => "DIFFERENT",
        _ when Rules.Concat(Tables.SelectMany(table => table.Validation.Rules)).Any(rule => !rule.Holds && rule.Severity >= Severity.Error) => "DIFFERENT",
        _ when Tables.Any(table => table.Validation.Verdict != "EQUAL") => "NOT_COMPARABLE",
        _ => "EQUAL",
    };
}

/// <summary>How the sides of one table compare now.</summary>
/// <param name="Table">The source table's name.</param>
public sealed record TableProof(string Table, TableValidationResult Validation)
{
    /// <summary>What was copied again before; null where nothing was to be, or could be.</summary>
    public RepairCounts? Repaired { get; init; }

    /// <summary>Of a table that was not looked at, or could not be.</summary>
    public static TableProof Without(string table, string? code, string why) =>
        new(table, new() { Verdict = "NOT_COMPARABLE", Code = code, Summary = why });
}

/// <summary>What repairing a table did.</summary>
/// <param name="RowsRemoved">Rows of the target that the source has not, or not so.</param>
/// <param name="RowsLeft">Rows that the target alone has, and keeps.</param>
public sealed record RepairCounts(long Ranges, long RowsWritten, long RowsRemoved, long RowsLeft = 0);
