using Migration.Connectors.Schema;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The text of a CREATE TABLE as SQLite stores it: what its pragmas do not tell, and the table under another name.</summary>
internal sealed class CreateTableText(string sql)
{
    private readonly SqlText _text = new(sql);

    /// <summary>The same table under another name; references to itself and to other tables follow.</summary>
    public string Renamed(Renaming names)
    {
        var replacements = names.Names(_text, NameIndex() + 1) ?? [];
        replacements[NameIndex()] = SqliteNames.Quote(names.Table);
        for (var i = NameIndex() + 1; i < _text.Tokens.Count - 1; i++)
        {
            if (_text.IsWord(i, "REFERENCES") && _text.IsName(i + 1))
                AddReference(replacements, names, i + 1);
        }
        return _text.Replace(replacements);
    }

    public IReadOnlyList<CheckDefinition> Checks()
    {
        var checks = new List<CheckDefinition>();
        for (var i = 0; i < _text.Tokens.Count - 1; i++)
        {
            if (_text.Tokens[i].Depth != 1 || !_text.IsWord(i, "CHECK") || !_text.IsSymbol(i + 1, '('))
                continue;
            var close = _text.Closing(i + 1);
            var name = _text.IsWord(i - 2, "CONSTRAINT") && _text.IsName(i - 1) ? _text.NameOf(i - 1) : null;
            checks.Add(new CheckDefinition(name, _text.Between(_text.Tokens[i + 1].End, _text.Tokens[close].Start).Trim()));
            i = close;
        }
        return checks;
    }

    /// <summary>Of each REFERENCES clause in the order of the text: whether it is DEFERRABLE INITIALLY DEFERRED.</summary>
    public IReadOnlyList<bool> DeferredReferences()
    {
        var deferred = new List<bool>();
        for (var i = 0; i < _text.Tokens.Count; i++)
        {
            if (_text.Tokens[i].Depth != 1)
                continue;
            if (_text.IsWord(i, "REFERENCES"))
                deferred.Add(false);
            else if (deferred.Count > 0 && _text.IsWord(i, "DEFERRED") && _text.IsWord(i - 1, "INITIALLY") && !_text.IsWord(i - 3, "NOT"))
                deferred[^1] = true;
        }
        return deferred;
    }

    // REFERENCES table [(column, …)]
    private void AddReference(Dictionary<int, string> replacements, Renaming names, int at)
    {
        var table = _text.NameOf(at);
        if (names.TableOf(table) is var renamed && renamed != table)
            replacements[at] = SqliteNames.Quote(renamed);
        if (!_text.IsSymbol(at + 1, '('))
            return;
        for (var i = at + 2; i < _text.Closing(at + 1); i++)
        {
            if (_text.IsName(i) && names.ReferencedColumn(table, _text.NameOf(i)) is { } column && column != _text.NameOf(i))
                replacements[i] = SqliteNames.Quote(column);
        }
    }

    // CREATE [TEMP] TABLE [IF NOT EXISTS] [schema .] name
    private int NameIndex()
    {
        var index = 1;
        while (!_text.IsWord(index - 1, "TABLE"))
            index++;
        if (_text.IsWord(index, "IF") && _text.IsWord(index + 1, "NOT"))
            index += 3;
        return _text.IsSymbol(index + 1, '.') ? index + 2 : index;
    }
}
