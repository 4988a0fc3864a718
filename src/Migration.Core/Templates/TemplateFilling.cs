using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Plans.Documents;
using Migration.Core.Problems;

namespace Migration.Core.Templates;

/// <summary>Fills in a template's parameters and makes a plan of it.</summary>
public static class TemplateFilling
{
    /// <summary>The plan that the template says, without source and target of its own.</summary>
    /// <param name="given">Values by the names of parameters; the others have their defaults.</param>
    /// <exception cref="ProblemsException">Every value that is unknown, missing or refused, or what the plan part then says wrongly.</exception>
    public static MigrationPlan Fill(PlanTemplate template, IReadOnlyDictionary<string, string> given)
    {
        var sink = new ProblemSink(ProblemCodes.Plan);
        var values = Values(template, given, sink);
        if (sink.Blocks)
            throw new ProblemsException($"The template '{template.Id}'", sink.Problems);
        // What a plan must have and a template has not: whoever makes the plan says it.
        MapEntry[] required = [Entry("id", template.Id), Entry("name", template.Name), Entry("sourceDatabase", "SOURCE"), Entry("targetDatabase", "TARGET")];
        var filled = (MapNode)Filled(template.Plan, values);
        var plan = MapReader.Read(filled with { Entries = [.. required, .. filled.Entries] }, DocumentPath.Root, sink, PlanDocument.Read);
        return new DocumentResult<MigrationPlan>(sink.Blocks ? null : plan, sink.Problems).ValueOrThrow($"The template '{template.Id}'");
    }

    private static MapEntry Entry(string key, string value) => new(key, ScalarNode.Of(value));

    private static Dictionary<string, DocumentNode> Values(PlanTemplate template, IReadOnlyDictionary<string, string> given, ProblemSink sink)
    {
        foreach (var unknown in given.Keys.Where(name => template.Parameters.All(parameter => parameter.Name != name)))
            sink.Add($"parameters.{unknown}", sink.Codes.UnknownKey, (0, 0), $"The template '{template.Id}' has no parameter '{unknown}'.", Suggestion.Sentence(unknown, [.. template.Parameters.Select(parameter => parameter.Name)]));
        var values = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var parameter in template.Parameters)
        {
            var value = given.TryGetValue(parameter.Name, out var text) ? ParameterValue.Parse(parameter, text) ?? ScalarNode.Of(text) : parameter.Default;
            if (value is not null && ParameterValue.Accepts(parameter, value))
                values[parameter.Name] = value;
            else if (value is not null)
                sink.Add($"parameters.{parameter.Name}", sink.Codes.InvalidValue, (0, 0), $"'{text ?? "The default"}' is no value of the parameter '{parameter.Name}'.", $"Give {ParameterValue.Expected(parameter)}.");
            else if (parameter.Required)
                sink.Add($"parameters.{parameter.Name}", sink.Codes.Missing, (0, 0), $"The parameter '{parameter.Name}' is missing: {parameter.Description}", $"Give {ParameterValue.Expected(parameter)}.");
        }
        return values;
    }

    private static DocumentNode Filled(DocumentNode node, Dictionary<string, DocumentNode> values) => node switch
    {
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Filled(entry.Value, values) })] },
        ListNode list => list with { Items = [.. list.Items.Select(item => Filled(item, values))] },
        ScalarNode { Kind: ScalarKind.Text } text => Filled(text, values),
        _ => node,
    };

    private static DocumentNode Filled(ScalarNode text, Dictionary<string, DocumentNode> values)
    {
        foreach (var (name, value) in values)
        {
            var placeholder = $"${{{name}}}";
            if (text.Text == placeholder)
                return value;
            if (value is ScalarNode scalar)
                text = text with { Text = text.Text.Replace(placeholder, scalar.Text, StringComparison.Ordinal) };
        }
        return text;
    }
}
