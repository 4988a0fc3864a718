using Migration.Connectors;
using Migration.Core.Errors;
using Polly;

namespace Migration.Activities;

/// <summary>How patiently databases are opened. Longer patience is the workflow's, which others can see.</summary>
public static class OpeningPolicy
{
    public const int Retries = 3;

    public const int FailuresToBreak = 8;

    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    public static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);

    internal static PredicateBuilder<IDatabase> IsTransient { get; } =
        new PredicateBuilder<IDatabase>().Handle<MigrationException>(failure => failure.IsTransient);
}
