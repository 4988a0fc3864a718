using System.CommandLine;
using System.CommandLine.Parsing;
using Migration.Core.Documents;

namespace Migration.Cli.Session;

/// <summary>Arguments and options that several commands have, each made afresh.</summary>
internal static class CommonOptions
{
    public static Argument<string> PlanId() => new("plan-id") { Description = "The plan's id, or a path to a plan file (.yaml, .yml, .json)" };

    public static Argument<string> ExecutionId() => new("execution-id") { Description = "The execution's id, as `execute` printed it" };

    public static Option<string?> Reason() => new("--reason") { Description = "Why, for the audit trail", HelpName = "TEXT" };

    public static Option<bool> Wait(string until) => new("--wait") { Description = $"Return when {until}" };

    public static Option<string[]> Tables(string description) => new("--table") { Description = description, HelpName = "NAME" };

    public static Option<int?> TemporalPort(string standard)
    {
        var option = new Option<int?>("--temporal-port")
        {
            Description = $"Port on the loopback interface; 0 takes any free one (default {standard})",
            HelpName = "PORT",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > ushort.MaxValue)
                result.AddError($"--temporal-port must be from 0 to {ushort.MaxValue}.");
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

    private static TimeSpan? ParseDuration(string name, ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DurationText.TryParse(text, out var duration) && duration > TimeSpan.Zero)
            return duration;
        result.AddError($"'{text}' is no duration for {name}: write it like 500ms, 30s, 5m or 1h30m.");
        return null;
    }
}
