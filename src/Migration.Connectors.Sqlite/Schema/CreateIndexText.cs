namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The text of a CREATE INDEX as SQLite stores it, for another table under another name.</summary>
internal sealed class CreateIndexText(string sql)
{
    private readonly SqlText _text = new(sql);

    /// <summary>Null where a column or an expression of it can't be said with the target's columns.</summary>
    // CREATE [UNIQUE] INDEX [IF NOT EXISTS] [schema .] name ON table (…)
    public string? Renamed(string index, Renaming names)
    {
        var at = 1;
        while (!_text.IsWord(at - 1, "INDEX"))
            at++;
        if (_text.IsWord(at, "IF") && _text.IsWord(at + 1, "NOT"))
            at += 3;
        if (_text.IsSymbol(at + 1, '.'))
            at += 2;
        if (names.Names(_text, at + 3) is not { } replacements || (names.RenamesColumns && HasColumnAsText(at + 3)))
            return null;
        replacements[at] = SqliteNames.Quote(index);
        replacements[at + 2] = SqliteNames.Quote(names.Table);
        return _text.Replace(replacements);
    }

    // SQLite takes 'a' for the column a here, as long as there is one.
    private bool HasColumnAsText(int open) => Enumerable.Range(open + 1, _text.Closing(open) - open - 1).Any(i =>
        _text.Tokens[i] is { Kind: SqlTokenKind.Text, Depth: 1 } && (i == open + 1 || _text.IsSymbol(i - 1, ',')));
}
