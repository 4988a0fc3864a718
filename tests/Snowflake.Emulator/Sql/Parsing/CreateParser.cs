using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>CREATE of databases, schemas, tables, views, stages and sequences.</summary>
internal static class CreateParser
{
    public static Statement Create(TokenReader tokens)
    {
        var start = tokens.Current;
        tokens.Expect("CREATE");
        var replaces = tokens.Take("OR", "REPLACE");
        var kind = tokens.Take("TRANSIENT") ? "TRANSIENT" : tokens.Take("TEMPORARY") || tokens.Take("TEMP") ? "TEMPORARY" : "TABLE";
        if (tokens.Take("TABLE")) return Table(tokens, replaces, kind);
        if (kind != "TEMPORARY" && tokens.Take("DATABASE")) return Database(tokens, replaces, kind);
        if (kind != "TEMPORARY" && tokens.Take("SCHEMA")) return Schema(tokens, replaces, kind);
        if (kind != "TABLE") throw tokens.Unexpected();
        if (GovernanceParser.Kind(tokens) is { } governor) return GovernanceParser.Create(tokens, governor, replaces);
        if (tokens.Is("VIEW") || tokens.Is("SECURE")) return View(tokens, replaces, start);
        if (tokens.Take("STAGE")) return StageParser.Create(tokens, Mode(tokens, replaces));
        return tokens.Take("SEQUENCE") ? Sequence(tokens, replaces) : throw tokens.Unexpected();
    }

    private static CreateMode Mode(TokenReader tokens, bool replaces) => new(replaces, tokens.Take("IF", "NOT", "EXISTS"));

    private static CreateDatabaseStatement Database(TokenReader tokens, bool replaces, string kind)
    {
        var mode = Mode(tokens, replaces);
        var name = tokens.Name();
        var clone = tokens.Take("CLONE") ? tokens.Name() : null;
        var days = RetentionParser.OptionalDays(tokens);
        return new(name, mode, OptionalComment(tokens)) { CloneOf = clone, IsTransient = kind == "TRANSIENT", RetentionDays = days };
    }

    private static CreateSchemaStatement Schema(TokenReader tokens, bool replaces, string kind)
    {
        var mode = Mode(tokens, replaces);
        var name = tokens.Name();
        var clone = tokens.Take("CLONE") ? tokens.Name() : null;
        var days = RetentionParser.OptionalDays(tokens);
        return new(name, mode, OptionalComment(tokens)) { CloneOf = clone, IsTransient = kind == "TRANSIENT", RetentionDays = days };
    }

    private static CreateTableStatement Table(TokenReader tokens, bool replaces, string kind)
    {
        var mode = Mode(tokens, replaces);
        var table = new CreateTableStatement(tokens.Name(), mode) { Kind = kind };
        if (tokens.Take("LIKE")) table = table with { Like = tokens.Name() };
        else if (tokens.Take("CLONE")) table = table with { CloneOf = tokens.Name(), ClonePast = tokens.OptionalPast() };
        else if (tokens.Is("(")) table = Elements(tokens, table);
        while (Property(tokens, table) is { } further) table = further;
        if (table.CloneOf is null && table.Like is null && tokens.Take("AS")) table = table with { As = tokens.Query() };
        return table.Columns.Count > 0 || table.As is not null || table.Like is not null || table.CloneOf is not null ? table : throw tokens.Unexpected();
    }

    private static CreateTableStatement Elements(TokenReader tokens, CreateTableStatement table)
    {
        var columns = new List<ColumnDefinition>();
        var constraints = new List<ConstraintDefinition>();
        tokens.List(() =>
        {
            if (ColumnParser.AtConstraint(tokens)) constraints.Add(ColumnParser.Constraint(tokens));
            else columns.Add(ColumnParser.Column(tokens, needsType: false));
            return true;
        });
        return table with { Columns = columns, Constraints = [.. columns.SelectMany(column => column.Constraints), .. constraints] };
    }

    private static CreateTableStatement? Property(TokenReader tokens, CreateTableStatement table)
    {
        if (tokens.Take("CLUSTER", "BY")) return table with { ClusterBy = ClusterKeys(tokens) };
        if (tokens.Is("COMMENT")) return table with { Comment = OptionalComment(tokens) };
        if (table.CloneOf is not null && tokens.Take("COPY", "GRANTS")) return table with { CopiesGrants = true };
        return RetentionParser.OptionalDays(tokens) is { } days ? table with { RetentionDays = days } : null;
    }

    public static List<string> ClusterKeys(TokenReader tokens) => tokens.List(() =>
    {
        var first = tokens.Current;
        tokens.Expression();
        return tokens.TextSince(first);
    });

    private static CreateViewStatement View(TokenReader tokens, bool replaces, Token start)
    {
        var secure = tokens.Take("SECURE");
        tokens.Expect("VIEW");
        var mode = Mode(tokens, replaces);
        var name = tokens.Name();
        List<string> columns = tokens.Is("(") ? tokens.Identifiers() : [];
        if (replaces && tokens.Take("COPY")) tokens.Expect("GRANTS");
        var comment = OptionalComment(tokens);
        tokens.Expect("AS");
        var first = tokens.Current;
        var query = tokens.Query();
        return new(name, mode, query, tokens.TextSince(first)) { Columns = columns, Statement = tokens.TextSince(start), IsSecure = secure, Comment = comment };
    }

    private static CreateSequenceStatement Sequence(TokenReader tokens, bool replaces)
    {
        var mode = Mode(tokens, replaces);
        var sequence = new CreateSequenceStatement(tokens.Name(), mode, 1, 1);
        while (true)
        {
            if (tokens.Take("START")) sequence = sequence with { Start = Value(tokens, "WITH") };
            else if (tokens.Take("INCREMENT")) sequence = sequence with { Increment = Value(tokens, "BY") };
            else if (tokens.Take("ORDER")) sequence = sequence with { IsOrdered = true };
            else if (tokens.Take("NOORDER")) sequence = sequence with { IsOrdered = false };
            else if (tokens.Is("COMMENT")) sequence = sequence with { Comment = OptionalComment(tokens) };
            else return sequence;
        }
    }

    private static long Value(TokenReader tokens, string word)
    {
        if (!tokens.Take("=") && tokens.Take(word)) tokens.Take("=");
        return ColumnParser.Signed(tokens);
    }

    public static string OptionalComment(TokenReader tokens)
    {
        if (!tokens.Take("COMMENT")) return "";
        tokens.Expect("=");
        return tokens.Text();
    }
}
