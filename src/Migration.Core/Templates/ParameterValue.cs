using System.Globalization;
using System.Text.RegularExpressions;
using Migration.Core.Documents;

namespace Migration.Core.Templates;

/// <summary>The value of a parameter, as a person gave it on the command line or the template has it by default.</summary>
internal static class ParameterValue
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>As the plan part takes it; null where the text is no value of the parameter.</summary>
    public static DocumentNode? Parse(TemplateParameter parameter, string text) => parameter.Type switch
    {
        ParameterType.Number => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? ScalarNode.Of(number) : null,
        ParameterType.Truth => bool.TryParse(text, out var truth) ? ScalarNode.Of(truth) : null,
        ParameterType.List => new ListNode([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ScalarNode.Of)]),
        _ => ScalarNode.Of(text),
    };

    /// <summary>Whether a value is of the parameter's type and within what its validation allows.</summary>
    public static bool Accepts(TemplateParameter parameter, DocumentNode value) => (parameter.Type, value) switch
    {
        (ParameterType.Number, ScalarNode { Kind: ScalarKind.Number } number) => IsWithin(number.Text, parameter.Validation),
        (ParameterType.Truth, ScalarNode { Kind: ScalarKind.Boolean }) => true,
        (ParameterType.Text, ScalarNode { Kind: ScalarKind.Text } text) => Matches(text.Text, parameter.Validation),
        (ParameterType.List, ListNode list) => list.Items.All(item => item is ScalarNode { Kind: ScalarKind.Text } text && Matches(text.Text, parameter.Validation)),
        _ => false,
    };

    /// <summary>Whether the parameter's validation can be asked at all.</summary>
    public static bool IsSound(TemplateParameter parameter)
    {
        if (parameter is { Validation: null } or { Type: ParameterType.Truth })
            return parameter.Validation is null;
        if (parameter.Type == ParameterType.Number)
            return parameter.Validation.Split("..") is [var least, var most] && IsWithin(least, null) && IsWithin(most, null);
        try
        {
            _ = Form(parameter.Validation);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>For a sentence: what the parameter takes.</summary>
    public static string Expected(TemplateParameter parameter) => parameter.Type switch
    {
        ParameterType.Number => parameter.Validation is { } bounds ? $"a whole number of {bounds.Replace("..", " to ", StringComparison.Ordinal)}" : "a whole number",
        ParameterType.Truth => "true or false",
        ParameterType.List => parameter.Validation is { } each ? $"texts separated by commas, each of the form {each}" : "texts separated by commas",
        _ => parameter.Validation is { } form ? $"a text of the form {form}" : "a text",
    };

    private static bool IsWithin(string number, string? bounds)
    {
        if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return false;
        return bounds?.Split("..") is not [var least, var most]
            || (value >= long.Parse(least, CultureInfo.InvariantCulture) && value <= long.Parse(most, CultureInfo.InvariantCulture));
    }

    private static bool Matches(string text, string? form) => form is null || Form(form).IsMatch(text);

    private static Regex Form(string form) => new($@"\A(?:{form})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, LongestMatch);
}
