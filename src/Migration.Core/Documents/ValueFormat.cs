using System.Diagnostics.CodeAnalysis;

namespace Migration.Core.Documents;

/// <summary>How a scalar of a document becomes a value.</summary>
/// <param name="Expected">For messages: <c>a duration such as 30s</c>.</param>
/// <param name="Accepts">Whether a scalar of that kind may stand here at all.</param>
public sealed record ValueFormat<T>(string Expected, Func<ScalarNode, bool> Accepts, ValueFormat<T>.Parser Parse)
{
    public delegate bool Parser(string text, [MaybeNullWhen(false)] out T value);
}
