using System.CommandLine;
using System.CommandLine.Parsing;
using Migration.Cli.Output;
using Migration.Cli.Session;

namespace Migration.Cli.Errors;

/// <summary>Words that make no command.</summary>
internal static class UsageErrors
{
    /// <summary>Commands of the specification that this version does not have yet: refused by name, absent from help.</summary>
    private static readonly Dictionary<string, string> NotYet = new(StringComparer.Ordinal)
    {
        ["optimize"] = "Optimizing plans is not part of this version",
        ["analyze"] = "Impact analysis is not part of this version",
        ["recover"] = "Recovery from a chosen checkpoint is not part of this version",
    };

    public static int Report(ParseResult parse, IReadOnlyList<string> words, CliEnvironment environment)
    {
        var report = Missing(words) is { } missing
            ? new ErrorReport(CliErrorCodes.CommandUnsupported, missing, $"`{environment.ProgramName} --help` shows what there is.")
            : new ErrorReport(CliErrorCodes.Usage, string.Join(" ", parse.Errors.Select(Sentence)), $"`{Help(parse, environment)}` shows how it is called.");
        ErrorWriter.Write(report, WantsJson(words) ? OutputFormat.Json : OutputFormat.Text, environment);
        return ExitCodes.For(report.Code);
    }

    /// <summary>On one line, and without the names of types that the parser gives to what it can't convert.</summary>
    private static string Sentence(ParseError error)
    {
        var option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return option is { Tokens: [{ Value: var word }] } && error.Message.Contains("System.", StringComparison.Ordinal)
            ? $"'{word}' is no value of {option.Option.Name}: write {(option.Option.ValueType == typeof(bool?) ? "true or false" : "a whole number")}."
            : string.Join(' ', error.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private static string? Missing(IReadOnlyList<string> words) =>
        words.Select(word => word.Split('=')[0])
            .Where((word, place) => NotYet.ContainsKey(word) && (word.StartsWith('-') || place <= 2))
            .Select(word => NotYet[word])
            .FirstOrDefault();

    private static string Help(ParseResult parse, CliEnvironment environment)
    {
        var path = new List<string>();
        for (var command = parse.CommandResult; command.Parent is not null; command = (CommandResult)command.Parent)
            path.Insert(0, command.Command.Name);
        return string.Join(' ', [environment.ProgramName, .. path, "--help"]);
    }

    /// <summary>Read from the raw words: what could not be parsed still answers in the format that was asked for.</summary>
    private static bool WantsJson(IReadOnlyList<string> words) =>
        words.Contains("--output=json") || words.Contains("-o=json")
        || words.Zip(words.Skip(1)).Any(pair => pair is { First: "--output" or "-o", Second: "json" });
}
