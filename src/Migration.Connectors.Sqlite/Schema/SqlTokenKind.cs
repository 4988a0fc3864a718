namespace Migration.Connectors.Sqlite.Schema;

internal enum SqlTokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,
    /// <summary>"x", [x] or `x`.</summary>
    QuotedName,
    /// <summary>'x', which SQLite takes for a name in some places.</summary>
    Text,
    Number,
    Symbol,
}
