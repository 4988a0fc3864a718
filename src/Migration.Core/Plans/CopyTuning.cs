using System.Text.Json.Serialization;
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
    /// <summary>Time in work; zero takes the budget away.</summary>
    public TimeSpan? MaxDuration { get; init; }
    /// <summary>Zero takes the budget away.</summary>
    public decimal? MaxCredits { get; init; }

    /// <summary>Copies in work have to start again for it.</summary>
    [JsonIgnore]
    public bool ConcernsCopies => this is not { Parallelism: null, BatchSize: null, MaxRowsPerSecond: null };

    /// <summary>This tuning, and what it leaves as it is from an earlier one.</summary>
    public CopyTuning Over(CopyTuning? earlier) => new()
    {
        Parallelism = Parallelism ?? earlier?.Parallelism,
        BatchSize = BatchSize ?? earlier?.BatchSize,
        MaxRowsPerSecond = MaxRowsPerSecond ?? earlier?.MaxRowsPerSecond,
        MaxDuration = MaxDuration ?? earlier?.MaxDuration,
        MaxCredits = MaxCredits ?? earlier?.MaxCredits,
    };

    public MigrationConfiguration ApplyTo(MigrationConfiguration configuration) => configuration with
    {
        Parallelism = Parallelism ?? configuration.Parallelism,
        BatchSize = BatchSize ?? configuration.BatchSize,
        MaxRowsPerSecond = MaxRowsPerSecond ?? configuration.MaxRowsPerSecond,
        MaxDuration = MaxDuration ?? configuration.MaxDuration,
        MaxCredits = MaxCredits ?? configuration.MaxCredits,
    };

    /// <summary>Values out of the bounds that a plan has.</summary>
    public IReadOnlyList<Problem> FindProblems() => [.. ConfigurationBoundsValidator.Check(ApplyTo(new()))];
}
