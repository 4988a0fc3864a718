using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Columns and constraints of a table.</summary>
internal static class ColumnParser
{
    public static bool AtConstraint(TokenReader tokens) =>
        tokens.Is("CONSTRAINT") || tokens.Are("PRIMARY", "KEY") || tokens.Is("UNIQUE") || tokens.Are("FOREIGN", "KEY") || tokens.Are("CHECK", "(");

    public static ColumnDefinition Column(TokenReader tokens, bool needsType = true)
    {
        var name = tokens.Identifier();
        SqlType? type = needsType || !tokens.IsAny(",", ")") ? tokens.Type() : null;
        var column = new ColumnDefinition(name, type);
        while (Clause(tokens, column) is { } further) column = further;
        return column;
    }

    public static ConstraintDefinition Constraint(TokenReader tokens)
    {
        var name = tokens.Take("CONSTRAINT") ? tokens.Identifier() : "";
        if (tokens.Take("PRIMARY", "KEY")) return Tail(tokens, new("PRIMARY KEY", name, tokens.Identifiers()));
        if (tokens.Take("UNIQUE")) return Tail(tokens, new("UNIQUE", name, tokens.Identifiers()));
        if (tokens.Is("CHECK")) return Check(tokens, name);
        tokens.Expect("FOREIGN", "KEY");
        return References(tokens, name, tokens.Identifiers());
    }

    private static ColumnDefinition? Clause(TokenReader tokens, ColumnDefinition column)
    {
        if (tokens.Take("NOT", "NULL")) return column with { IsNotNull = true };
        if (tokens.Take("NULL")) return column;
        if (tokens.Is("DEFAULT")) return Default(tokens, column);
        if (tokens.IsAny("IDENTITY", "AUTOINCREMENT")) return column with { Identity = Identity(tokens) };
        if (tokens.Take("COLLATE")) return column with { Collation = tokens.Text() };
        if (tokens.Take("COMMENT")) return column with { Comment = tokens.Text() };
        return Inline(tokens, column.Name) is { } constraint ? column with { Constraints = [.. column.Constraints, constraint] } : null;
    }

    private static ColumnDefinition Default(TokenReader tokens, ColumnDefinition column)
    {
        tokens.Expect("DEFAULT");
        var first = tokens.Current;
        var value = tokens.Expression();
        return column with { Default = value, DefaultText = tokens.TextSince(first) };
    }

    private static ConstraintDefinition? Inline(TokenReader tokens, string column)
    {
        var name = tokens.Is("CONSTRAINT") && Names.IsIdentifier(tokens.Peek()) && tokens.Take("CONSTRAINT") ? tokens.Identifier() : "";
        if (tokens.Take("PRIMARY", "KEY")) return Tail(tokens, new("PRIMARY KEY", name, [column]));
        if (tokens.Take("UNIQUE")) return Tail(tokens, new("UNIQUE", name, [column]));
        if (tokens.Are("CHECK", "(")) return Check(tokens, name);
        if (!tokens.Are("FOREIGN", "KEY") && !tokens.Is("REFERENCES")) return name.Length == 0 ? null : throw tokens.Unexpected();
        tokens.Take("FOREIGN", "KEY");
        return References(tokens, name, [column]);
    }

    private static IdentityDefinition Identity(TokenReader tokens)
    {
        tokens.Next();
        long start = 1, increment = 1;
        if (tokens.Take("("))
        {
            start = Signed(tokens);
            tokens.Expect(",");
            increment = Signed(tokens);
            tokens.Expect(")");
        }
        else if (tokens.Take("START"))
        {
            start = Signed(tokens);
            tokens.Expect("INCREMENT");
            increment = Signed(tokens);
        }

        var ordered = !tokens.Take("NOORDER");
        tokens.Take("ORDER");
        return new(start, increment, ordered);
    }

    public static long Signed(TokenReader tokens)
    {
        var sign = tokens.Take("-") ? -1 : 1;
        return tokens.Current.Kind == TokenKind.Number && long.TryParse(tokens.Current.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) && tokens.Next() is not null
            ? sign * number : throw tokens.Unexpected();
    }

    private static ConstraintDefinition Check(TokenReader tokens, string name)
    {
        tokens.Expect("CHECK", "(");
        var first = tokens.Current;
        tokens.Expression();
        var text = tokens.TextSince(first);
        tokens.Expect(")");
        return new("CHECK", name, []) { CheckText = text, SparesRows = SparesRows(tokens) };
    }

    private static bool SparesRows(TokenReader tokens)
    {
        if (!tokens.Take("ENABLE") || tokens.Take("VALIDATE")) return false;
        tokens.Expect("NOVALIDATE");
        return true;
    }

    private static ConstraintDefinition References(TokenReader tokens, string name, IReadOnlyList<string> columns)
    {
        tokens.Expect("REFERENCES");
        var table = tokens.Name();
        return Tail(tokens, new("FOREIGN KEY", name, columns) { References = table, ReferencedColumns = tokens.OptionalIdentifiers() });
    }

    /// <summary>The properties that are kept or mean nothing here.</summary>
    private static ConstraintDefinition Tail(TokenReader tokens, ConstraintDefinition constraint)
    {
        while (true)
        {
            if (tokens.Take("ON", "DELETE")) constraint = constraint with { OnDelete = Action(tokens) };
            else if (tokens.Take("ON", "UPDATE")) constraint = constraint with { OnUpdate = Action(tokens) };
            else if (tokens.Take("RELY")) constraint = constraint with { IsRely = true };
            else if (!tokens.Take("NORELY") && !tokens.Take("NOT", "ENFORCED") && !tokens.Take("NOVALIDATE") && !tokens.Take("MATCH", "FULL")) return constraint;
        }
    }

    private static string Action(TokenReader tokens) =>
        tokens.Take("CASCADE") ? "CASCADE" : tokens.Take("SET", "NULL") ? "SET NULL" : tokens.Take("SET", "DEFAULT") ? "SET DEFAULT"
            : tokens.Take("RESTRICT") ? "RESTRICT" : tokens.Take("NO", "ACTION") ? "NO ACTION" : throw tokens.Unexpected();
}
