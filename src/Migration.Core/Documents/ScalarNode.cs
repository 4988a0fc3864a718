namespace Migration.Core.Documents;

/// <summary>A single value, its text normalised to what JSON would write.</summary>
public sealed record ScalarNode(string Text, ScalarKind Kind, int Line = 0, int Column = 0) : DocumentNode(Line, Column)
{
    public static ScalarNode Of(string text) => new(text, ScalarKind.Text);

    public static ScalarNode Of(bool value) => new(value ? "true" : "false", ScalarKind.Boolean);

    public static ScalarNode Of(long value) =>
        new(value.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarKind.Number);
}
