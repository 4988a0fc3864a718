using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>INSERT, UPDATE, DELETE, MERGE and TRUNCATE.</summary>
internal static class ChangeParser
{
    public static InsertStatement Insert(TokenReader tokens)
    {
        tokens.Expect("INSERT");
        var overwrite = tokens.Take("OVERWRITE");
        tokens.Expect("INTO");
        tokens.Take("TABLE");
        var table = tokens.Name();
        List<string> columns = tokens.Is("(") && !tokens.AtQuery() ? tokens.Identifiers() : [];
        return new(table, columns, tokens.Query(), overwrite);
    }

    public static UpdateStatement Update(TokenReader tokens)
    {
        tokens.Expect("UPDATE");
        var table = tokens.Name();
        var alias = tokens.Alias();
        tokens.Expect("SET");
        var assignments = tokens.Commas(() => Assignment(tokens));
        var from = tokens.Take("FROM") ? tokens.Sources() : null;
        return new(table, alias, assignments, from, Where(tokens));
    }

    public static DeleteStatement Delete(TokenReader tokens)
    {
        tokens.Expect("DELETE", "FROM");
        var table = tokens.Name();
        var alias = tokens.Alias();
        var @using = tokens.Take("USING") ? tokens.Sources() : null;
        return new(table, alias, @using, Where(tokens));
    }

    public static TruncateStatement Truncate(TokenReader tokens)
    {
        tokens.Expect("TRUNCATE");
        tokens.Take("TABLE");
        return new(IfExists: tokens.Take("IF", "EXISTS"), Table: tokens.Name());
    }

    public static MergeStatement Merge(TokenReader tokens)
    {
        tokens.Expect("MERGE", "INTO");
        var table = tokens.Name();
        var alias = tokens.Alias();
        tokens.Expect("USING");
        var source = tokens.Source();
        tokens.Expect("ON");
        var on = tokens.Expression();
        var clauses = new List<MergeClause>();
        while (tokens.Take("WHEN")) clauses.Add(Clause(tokens));
        return clauses.Count > 0 ? new(table, alias, source, on, clauses) : throw tokens.Unexpected();
    }

    private static MergeClause Clause(TokenReader tokens)
    {
        var matched = !tokens.Take("NOT");
        tokens.Expect("MATCHED");
        var condition = tokens.Take("AND") ? tokens.Expression() : null;
        tokens.Expect("THEN");
        var clause = new MergeClause(matched, condition);
        if (!matched) return Inserting(tokens, clause);
        if (tokens.Take("DELETE")) return clause with { IsDelete = true };
        tokens.Expect("UPDATE", "SET");
        return clause with { Assignments = tokens.Commas(() => Assignment(tokens)) };
    }

    private static MergeClause Inserting(TokenReader tokens, MergeClause clause)
    {
        tokens.Expect("INSERT");
        var columns = tokens.OptionalIdentifiers();
        tokens.Expect("VALUES");
        return clause with { Columns = columns, Values = tokens.List(tokens.Expression) };
    }

    /// <summary>The column may be written with its table.</summary>
    private static Assignment Assignment(TokenReader tokens)
    {
        var column = tokens.Name().Name;
        tokens.Expect("=");
        return new(column, tokens.Expression());
    }

    private static Expression? Where(TokenReader tokens) => tokens.Take("WHERE") ? tokens.Expression() : null;
}
