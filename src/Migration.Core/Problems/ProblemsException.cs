using Migration.Core.Errors;

namespace Migration.Core.Problems;

/// <summary>A document or a plan that can't be used, with every reason. The code is that of the first blocking problem.</summary>
public sealed class ProblemsException(string subject, IReadOnlyList<Problem> problems)
    : MigrationException(First(problems).Code, Describe(subject, problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;

    private static Problem First(IReadOnlyList<Problem> problems) => problems.FirstOrDefault(p => p.Blocks) ?? problems[0];

    private static string Describe(string subject, IReadOnlyList<Problem> problems)
    {
        var first = First(problems);
        var blocking = problems.Count(p => p.Blocks);
        var more = blocking > 1 ? $" ({blocking - 1} more)" : "";
        return $"{subject} can't be used: {first.Path}: {first.Message} {first.Fix}{more}";
    }
}
