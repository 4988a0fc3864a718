using System.CommandLine;
using System.CommandLine.Parsing;
using Migration.Cli.Session;
using Migration.Core.Plans;
using Migration.Core.Templates;

namespace Migration.Cli.Commands.Templates;

/// <summary>The words by which a plan is made of a template.</summary>
internal static class TemplateOptions
{
    public static Option<string[]> Values()
    {
        var option = new Option<string[]>("--set") { Description = "A parameter of the template: NAME=VALUE; may stand several times", HelpName = "NAME=VALUE" };
        option.Validators.Add(Check);
        return option;
    }

    /// <summary>The plan that a template says, its parameters filled in.</summary>
    public static MigrationPlan Fill(CliSession session, string id, Option<string[]> values) => TemplateFilling.Fill(
        new TemplateStore(session.Home).Load(id),
        (session.Get(values) ?? []).Select(Split).ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

    private static void Check(OptionResult result)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in result.Tokens.Select(token => token.Value))
        {
            if (!word.Contains('=', StringComparison.Ordinal))
                result.AddError($"'{word}' is no value of --set: write NAME=VALUE.");
            else if (!names.Add(Split(word).Name))
                result.AddError($"--set gives '{Split(word).Name}' twice.");
        }
    }

    private static (string Name, string Value) Split(string word)
    {
        var place = word.IndexOf('=', StringComparison.Ordinal);
        return (word[..place].Trim(), word[(place + 1)..]);
    }
}
