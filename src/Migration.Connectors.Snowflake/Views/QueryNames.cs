namespace Migration.Connectors.Snowflake.Views;

/// <summary>
/// Finds the names of a query and what they stand for. What the words do not tell for certain comes out as a column, whose
/// name of two parts leads nowhere; <see cref="Declared"/> tells whether one by its first part can be that.
/// </summary>
internal sealed class QueryNames
{
    private static readonly HashSet<string> s_takers = ["TABLE", "GETNEXTVAL", "SEMANTIC_VIEW"];
    private static readonly HashSet<string> s_clauses = ["WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "FETCH", "WINDOW", "CONNECT", "UNION", "INTERSECT", "EXCEPT", "MINUS"];

    private readonly IReadOnlyList<SqlWord> _words;
    private readonly Stack<Level> _levels = new([new Level()]);
    private readonly List<QueryName> _found = [];
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private int _at;

    private QueryNames(IReadOnlyList<SqlWord> words) => _words = words;

    /// <param name="words">Of a query, or of a part of one.</param>
    public static QueryNames Of(IReadOnlyList<SqlWord> words)
    {
        var names = new QueryNames(words);
        names.Read();
        return names;
    }

    /// <summary>Those of several parts, in their order, and objects of one.</summary>
    public IReadOnlyList<QueryName> Found => _found;

    /// <summary>What may be an alias of the query or the name of one of its common tables.</summary>
    public IReadOnlySet<string> Declared => _declared;

    /// <summary>Between a pair of parentheses.</summary>
    private sealed class Level
    {
        public bool IsQuery { get; set; }

        /// <summary>After a FROM, up to the clause that follows.</summary>
        public bool IsFrom { get; set; }

        /// <summary>An object's name comes next.</summary>
        public bool TakesObject { get; set; }

        public bool IsCall { get; init; }
    }

    private Level Current => _levels.Peek();

    private void Read()
    {
        while (_at < _words.Count)
        {
            var word = _words[_at];
            if (IsIdentifier(word))
                Name();
            else if (word.Kind == SqlWordKind.Literal)
                Literal(word);
            else if (word.Is("@"))
                Stage();
            else
                Mark(word);
        }
    }

    private void Mark(SqlWord mark)
    {
        if (mark.Is("("))
        {
            var before = Before(1);
            _levels.Push(new() { TakesObject = Current.TakesObject || (before is not null && s_takers.Any(before.Is)), IsFrom = Current.TakesObject, IsCall = before?.IsName == true });
        }
        else if (mark.Is(")") && _levels.Count > 1)
        {
            _levels.Pop();
            Current.TakesObject = false;
        }
        else if (mark.Is(",") && Current.IsFrom)
        {
            Current.TakesObject = true;
        }
        _at++;
    }

    private void Name()
    {
        var (first, isPath) = (_at, IsPath());
        var parts = Chain();
        if (isPath)
            return;
        if (parts.Count == 1)
            Single(parts[0], first);
        else
            Add(Role(), parts);
    }

    /// <summary>Also every keyword.</summary>
    private void Single(SqlWord word, int at)
    {
        if (word.Is("SELECT"))
            (Current.IsQuery, Current.IsFrom, Current.TakesObject) = (true, false, false);
        else if (word.Is("FROM") && Current.IsQuery && !IsComparison(at))
            (Current.IsFrom, Current.TakesObject) = (true, true);
        else if (word.Is("JOIN") && Current.IsFrom)
            Current.TakesObject = true;
        else if (s_clauses.Any(word.Is) && !Current.TakesObject)
            Current.IsFrom = false;
        else if (Current.TakesObject && !word.Is("LATERAL") && !(word.Is("TABLE") && IsAt("(")))
            Add(IsAt("(") ? NameRole.Call : NameRole.Object, [word]);
        else if ((at > 0 && (_words[at - 1].IsName || _words[at - 1].Is(")"))) || IsAt("AS"))
            _declared.Add(word.Text);
    }

    private NameRole Role()
    {
        // A column before (+) is joined so, not called.
        if (IsAt("(") && !IsAt("+", 1))
            return NameRole.Call;
        return Current.TakesObject || (IsAt("!") && _at + 1 < _words.Count && IsIdentifier(_words[_at + 1])) ? NameRole.Object : NameRole.Column;
    }

    private void Add(NameRole role, IReadOnlyList<SqlWord> parts)
    {
        _found.Add(new(role, parts));
        if (role == NameRole.Object)
            _declared.Add(parts[^1].Text);
        Current.TakesObject = false;
    }

    /// <summary>Names by which objects are looked up, as IDENTIFIER and many a function do.</summary>
    private void Literal(SqlWord literal)
    {
        if (Current.TakesObject || (Current.IsCall && Before(1) is { } before && (before.Is("(") || before.Is(",") || before.Is(">"))))
        {
            var words = (SqlWords.Of(literal.Text) ?? []).SkipWhile(word => word.Is("@")).ToList();
            if (words.Count > 0 && IsIdentifier(words[0]) && new QueryNames(words) is var text && text.Chain() is { Count: > 1 } parts && (text._at == words.Count || literal.Text.StartsWith('@')))
                _found.Add(new(NameRole.Text, parts));
        }
        Current.TakesObject = false;
        _at++;
    }

    /// <summary>A path follows its name without a blank.</summary>
    private void Stage()
    {
        _at++;
        if (IsAdjoining() && IsIdentifier(_words[_at]))
        {
            var parts = Chain();
            // The stage of a table: @schema.%table.
            if (IsAt(".") && IsAt("%", 1))
                parts.Add(_words[_at + 1]);
            _found.Add(new(NameRole.Stage, parts));
        }
        while (IsAdjoining() && !IsAt("(") && !IsAt(")") && !IsAt(",") && !IsAt(";"))
            _at++;
        Current.TakesObject = false;
    }

    private List<SqlWord> Chain()
    {
        var parts = new List<SqlWord> { _words[_at++] };
        while (IsAt("."))
        {
            var leavesSchemaOut = IsAt(".", 1);
            var next = _at + (leavesSchemaOut ? 2 : 1);
            if (next >= _words.Count || !(IsIdentifier(_words[next]) || _words[next].Is("*")))
                break;
            if (leavesSchemaOut)
                parts.Add(new(SqlWordKind.Mark, "", _words[_at].End, _words[_at].End));
            parts.Add(_words[next]);
            _at = next + 1;
        }
        return parts;
    }

    /// <summary>Within a value of JSON, column:key.key and column[0].key; but after the key of an object that is written down there is a value.</summary>
    private bool IsPath() => Before(1) is { } before && (before.Is(".") || (before.Is(":") && Before(2)?.Kind != SqlWordKind.Literal));

    /// <summary>IS DISTINCT FROM.</summary>
    private bool IsComparison(int at) => at > 1 && _words[at - 1].Is("DISTINCT") && (_words[at - 2].Is("IS") || _words[at - 2].Is("NOT"));

    private static bool IsIdentifier(SqlWord word) => word.Kind == SqlWordKind.QuotedName || (word.Kind == SqlWordKind.Word && !char.IsAsciiDigit(word.Text[0]));

    private SqlWord? Before(int back) => _at >= back ? _words[_at - back] : null;

    private bool IsAt(string word, int ahead = 0) => _at + ahead < _words.Count && _words[_at + ahead].Is(word);

    private bool IsAdjoining() => _at < _words.Count && _words[_at].Start == _words[_at - 1].End;
}
