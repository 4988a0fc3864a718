using Migration.Core.Problems;

namespace Migration.Core.Plans;

/// <summary>What must hold of the data. Which of the members a rule may have depends on its type.</summary>
public sealed record ValidationRule
{
    public const decimal StandardMargin = 0.01m;

    public required string Name { get; init; }
    public required ValidationType Type { get; init; }
    /// <summary>Source table names; empty means every table that the rule stands for.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
    public Severity Severity { get; init; } = Severity.Error;
    /// <summary>A rule of the source is asked before the first write, one of the target after the copy.</summary>
    public PlanSide Side { get; init; } = PlanSide.Target;
    public QualityCheck? Check { get; init; }
    /// <summary>By the names of the rule's side; those of the target where both sides are compared.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
    public string? Minimum { get; init; }
    public string? Maximum { get; init; }
    /// <summary>A regular expression that is to be found in the value.</summary>
    public string? Pattern { get; init; }
    public IReadOnlyList<string> Values { get; init; } = [];
    public TimeSpan? MaxAge { get; init; }
    /// <summary>A table of the target that <see cref="Columns"/> refer to.</summary>
    public string? ReferencedTable { get; init; }
    /// <summary>Empty means the primary key of the referenced table.</summary>
    public IReadOnlyList<string> ReferencedColumns { get; init; } = [];
    /// <summary>Names of <see cref="RuleAggregates"/>.</summary>
    public IReadOnlyList<string> Aggregates { get; init; } = [];
    public string? Query { get; init; }
    /// <summary>The same question in the target's words; null means the same words.</summary>
    public string? TargetQuery { get; init; }
    /// <summary>By how much two numbers may differ.</summary>
    public decimal? Tolerance { get; init; }
    public string? Expected { get; init; }
    /// <summary>How surely more different ranges than <see cref="Margin"/> are noticed; null compares every range.</summary>
    public decimal? Confidence { get; init; }
    /// <summary>The share of ranges that may differ unnoticed; null means <see cref="StandardMargin"/>.</summary>
    public decimal? Margin { get; init; }

    /// <summary>It is asked by a statement of its own; the others weigh what comparing the tables finds.</summary>
    public bool IsAsked => Type is not (ValidationType.RowCount or ValidationType.Accuracy) && this is not { Type: ValidationType.Completeness, Columns.Count: 0 };

    /// <summary>It speaks of several tables, so it is asked when all of them have their rows.</summary>
    public bool SpansTables => Type == ValidationType.Integrity || (Query is not null && Tables.Count == 0);
}
