namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The text of a CREATE INDEX as SQLite stores it, for another table under another name.</summary>
internal sealed class CreateIndexText(string sql)
{
    private readonly SqlText _text = new(sql);

    // CREATE [UNIQUE] INDEX [IF NOT EXISTS] [schema .] name ON table (…)
    public string Renamed(string index, string table)
    {
        var at = 1;
        while (!_text.IsWord(at - 1, "INDEX"))
            at++;
        if (_text.IsWord(at, "IF") && _text.IsWord(at + 1, "NOT"))
            at += 3;
        if (_text.IsSymbol(at + 1, '.'))
            at += 2;
        return _text.Replace(new Dictionary<int, string>
        {
            [at] = SqliteNames.Quote(index),
            [at + 2] = SqliteNames.Quote(table),
        });
    }
}
