using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Cli.Results;

/// <summary>What `migrate validate` found, or `migrate repair` left.</summary>
/// <param name="Between">What does not hold between the tables; null where nothing is known to.</param>
internal sealed record ExecutionProved(
    string ExecutionId, string Verdict, IReadOnlyList<TableProved> Tables, IReadOnlyList<RuleResult> Rules, string? Between)
{
    public static ExecutionProved Of(ProofReport report) => new(
        report.ExecutionId, report.Verdict, [.. report.Tables.Select(TableProved.Of)], report.Rules, report.Between);
}
