using Migration.Client;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Cli.Errors;

/// <summary>An error as it is shown: what happened and what to do.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Fix">A sentence, or empty where the message says it all.</param>
internal sealed record ErrorReport(string Code, string Message, string Fix)
{
    /// <summary>Where a document is at fault, everything that is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public static ErrorReport Of(MigrationException error, string programName) => error switch
    {
        CliException own => new(own.Code, own.Message, own.Fix),
        ProblemsException many => new(many.Code, many.Message, "") { Problems = many.Problems },
        _ => new(error.Code, error.Message, Fixes.For(error.Code, programName)),
    };

    public IEnumerable<string> Lines()
    {
        yield return Fix.Length == 0 ? $"error {Code}: {Sentence(Message)}" : $"error {Code}: {Sentence(Message)} {Sentence(Fix)}";
        if (Problems.Count < 2)
            yield break;
        foreach (var problem in Problems)
            yield return $"  {StatusNames.Of(problem.Severity)} {problem.Code} {problem.Path}: {Sentence(problem.Message)} {problem.Fix}".TrimEnd();
    }

    private static string Sentence(string text) =>
        text.TrimEnd() is var trimmed && trimmed.Length > 0 && ".!?:".Contains(trimmed[^1]) ? trimmed : trimmed + ".";
}
