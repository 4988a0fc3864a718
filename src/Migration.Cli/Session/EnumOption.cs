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
        var option = new Option<TEnum?>(name)
        {
            Description = $"{description}: {string.Join(", ", Words<TEnum>())} (default {StatusNames.Of(standard)})",
            HelpName = "WORD",
            CustomParser = result => Parse<TEnum>(name, result),
        };
        return option;
    }

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
