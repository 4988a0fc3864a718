using System.Text.RegularExpressions;
using Migration.Core.Documents;

namespace Migration.Core.Configuration;

/// <summary>Puts environment variables in the place of <c>${NAME}</c> in values; <c>$${</c> stands for <c>${</c> itself.</summary>
internal sealed partial class VariableExpansion(Func<string, string?> environment, ProblemSink sink)
{
    public DocumentNode Expand(DocumentNode node, string path) => node switch
    {
        MapNode map => map with { Entries = [.. map.Entries.Select(e => e with { Value = Expand(e.Value, DocumentPath.Key(path, e.Key)) })] },
        ListNode list => list with { Items = [.. list.Items.Select((item, i) => Expand(item, DocumentPath.Item(path, i)))] },
        ScalarNode { Kind: ScalarKind.Text } scalar => scalar with { Text = Reference().Replace(scalar.Text, match => ValueOf(match, scalar, path)) },
        _ => node,
    };

    private string ValueOf(Match match, ScalarNode scalar, string path)
    {
        if (match.Value == "$${") return "${";
        var name = match.Groups["name"];
        if (!name.Success)
            sink.Add(path, sink.Codes.InvalidValue, scalar, "A '${' here is not followed by the name of a variable and '}'.", "Write ${NAME}, or $${ for the characters themselves.");
        else if (environment(name.Value) is { } value)
            return value;
        else
            sink.Add(path, sink.Codes.Missing, scalar, $"The environment variable {name.Value} is not set.", $"Set {name.Value}, or write the value here.");
        return "";
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|\$\{", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
