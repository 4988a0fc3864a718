namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Words that name nothing unless they are quoted.</summary>
internal static class ReservedWords
{
    private static readonly HashSet<string> Reserved =
    [
        "ALL", "ALTER", "AND", "ANY", "AS", "BETWEEN", "BY", "CASE", "CAST", "CHECK", "COLUMN", "CONNECT", "CONSTRAINT", "CREATE", "CROSS", "CURRENT",
        "DELETE", "DISTINCT", "DROP", "ELSE", "EXISTS", "FALSE", "FOLLOWING", "FOR", "FROM", "FULL", "GRANT", "GROUP", "HAVING", "ILIKE", "IN",
        "INCREMENT", "INNER", "INSERT", "INTERSECT", "INTO", "IS", "JOIN", "LATERAL", "LEFT", "LIKE", "MINUS", "NATURAL", "NOT", "NULL", "OF", "ON", "OR",
        "ORDER", "QUALIFY", "REGEXP", "REVOKE", "RIGHT", "RLIKE", "ROW", "ROWS", "SAMPLE", "SELECT", "SET", "SOME", "START", "TABLE", "TABLESAMPLE",
        "THEN", "TO", "TRIGGER", "TRUE", "TRY_CAST", "UNION", "UNIQUE", "UPDATE", "USING", "VALUES", "WHEN", "WHENEVER", "WHERE", "WITH",
    ];

    /// <summary>Not reserved, but after a table or a column they begin something else than an alias.</summary>
    private static readonly HashSet<string> Clauses =
        ["LIMIT", "OFFSET", "FETCH", "EXCEPT", "AT", "BEFORE", "CHANGES", "WINDOW", "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE", "ASOF", "EXCLUDE", "RENAME", "REPLACE"];

    public static bool Contains(string word) => Reserved.Contains(word);

    public static bool EndsName(string word) => Reserved.Contains(word) || Clauses.Contains(word);
}
