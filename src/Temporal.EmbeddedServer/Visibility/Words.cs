namespace Temporal.EmbeddedServer.Visibility;

/// <summary>Attributes of type Text are matched by words, whatever their case.</summary>
internal static class Words
{
    /// <summary>The name under which queries call <see cref="AnyIn"/>.</summary>
    public const string SqlFunction = "has_word";

    /// <summary>Whether the text has at least one of the words asked for.</summary>
    public static bool AnyIn(string? text, string words) => text is not null && Of(text).Overlaps(Of(words));

    private static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || !char.IsLetterOrDigit(text[at]))
            {
                if (at > start)
                {
                    words.Add(text[start..at]);
                }

                start = at + 1;
            }
        }

        return words;
    }
}
