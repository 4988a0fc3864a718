using System.CommandLine;
using System.CommandLine.Parsing;
using Migration.Client;

namespace Migration.Cli.Session;

/// <summary>Options over the words of the plan language: BATCH, in any case. Null where it was not given.</summary>
internal static class EnumOption
{
    public static Option<TEnum?> Create<TEnum>(string name, string description, TEnum standard)
        where TEnum : struct, Enum
    {
        var option = Create<TEnum>(name, description);
        option.Description += $" (default {StatusNames.Of(standard)})";
        return option;
    }

    public static Option<TEnum?> Create<TEnum>(string name, string description)
        where TEnum : struct, Enum => new(name)
        {
            Description = $"{description}: {string.Join(", ", Words<TEnum>())}",
            HelpName = "WORD",
            CustomParser = result => Parse<TEnum>(name, result),
        };

    private static TEnum? Parse<TEnum>(string name, ArgumentResult result)
        where TEnum : struct, Enum
    {
        var word = result.Tokens[0].Value;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (string.Equals(StatusNames.Of(value), word, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        result.AddError($"'{word}' is no value of {name}: use one of {string.Join(", ", Words<TEnum>())}.");
        return null;
    }

    private static IEnumerable<string> Words<TEnum>()
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(value => StatusNames.Of(value));
}
