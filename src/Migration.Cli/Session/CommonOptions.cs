using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Migration.Core.Documents;

namespace Migration.Cli.Session;

/// <summary>Arguments and options that several commands have, each made afresh.</summary>
internal static class CommonOptions
{
    /// <summary>Temporal's limit.</summary>
    private const int LongestId = 1000;

    public static Argument<string> PlanId() => new("plan-id") { Description = "The plan's id, or a path to a plan file (.yaml, .yml, .json)" };

    public static Argument<string> ExecutionId()
    {
        var argument = new Argument<string>("execution-id") { Description = "The execution's id, as `execute` printed it" };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value.Length: > 0 and <= LongestId }])
                result.AddError($"An execution's id has 1 to {LongestId} characters.");
        });
        return argument;
    }

    public static Option<string?> Reason() => new("--reason") { Description = "Why, for the audit trail", HelpName = "TEXT" };

    public static Option<bool> Wait(string until) => new("--wait") { Description = $"Return when {until}" };

    public static Option<string[]> Tables(string description) => new("--table") { Description = description, HelpName = "NAME" };

    public static Option<int?> TemporalPort(string standard) =>
        Number("--temporal-port", $"Port on the loopback interface; 0 takes any free one (default {standard})", "PORT", least: 0, ushort.MaxValue);

    /// <summary>Null where it was not given.</summary>
    public static Option<int?> Number(string name, string description, string helpName = "N", int least = 1, int most = int.MaxValue)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
                result.AddError($"{name} must be {least} or more{(most < int.MaxValue ? $", and at most {most}" : "")}.");
        });
        return option;
    }

    /// <summary>A duration as people write it: 30s, 5m, 1h30m. Null where it was not given.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan standard) => new(name)
    {
        Description = $"{description} (default {DurationText.Of(standard)})",
        HelpName = "DURATION",
        CustomParser = result => ParseDuration(name, result),
    };

    /// <summary>A value as plans write it; zero is one. Null where it was not given.</summary>
    public static Option<T?> Budget<T>(string name, string description, string helpName, ValueFormat<T> format)
        where T : struct => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (format.Parse(text, out var value))
                return value;
            result.AddError($"'{text}' is not {format.Expected}, as {name} takes it.");
            return null;
        },
    };

    private static TimeSpan? ParseDuration(string name, ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DurationText.TryParse(text, out var duration) && duration > TimeSpan.Zero)
            return duration;
        result.AddError($"'{text}' is no duration for {name}: write it like 500ms, 30s, 5m or 1h30m.");
        return null;
    }
}
