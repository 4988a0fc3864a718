using Migration.Core.Problems;
using Migration.Core.Validation;

namespace Migration.Core.Plans;

/// <summary>What is changed of a configuration while an execution copies; null leaves a value as it is.</summary>
public sealed record CopyTuning
{
    public int? Parallelism { get; init; }
    public int? BatchSize { get; init; }
    /// <summary>Zero takes the limit away.</summary>
    public int? MaxRowsPerSecond { get; init; }

    /// <summary>This tuning, and what it leaves as it is from an earlier one.</summary>
    public CopyTuning Over(CopyTuning? earlier) => new()
    {
        Parallelism = Parallelism ?? earlier?.Parallelism,
        BatchSize = BatchSize ?? earlier?.BatchSize,
        MaxRowsPerSecond = MaxRowsPerSecond ?? earlier?.MaxRowsPerSecond,
    };

    public MigrationConfiguration ApplyTo(MigrationConfiguration configuration) => configuration with
    {
        Parallelism = Parallelism ?? configuration.Parallelism,
        BatchSize = BatchSize ?? configuration.BatchSize,
        MaxRowsPerSecond = MaxRowsPerSecond ?? configuration.MaxRowsPerSecond,
    };

    /// <summary>Values out of the bounds that a plan has.</summary>
    public IReadOnlyList<Problem> FindProblems() => [.. ConfigurationBoundsValidator.Check(ApplyTo(new()))];
}
