namespace Temporal.EmbeddedServer.Visibility;

internal enum QueryTokenKind
{
    /// <summary>A word or a back-ticked name.</summary>
    Name,

    /// <summary>A quoted text.</summary>
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A token of a visibility query and where it starts.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind == QueryTokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Text == symbol;
}
