using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Expressions in one scope.</summary>
internal sealed class ExpressionTranslator(TranslationContext context, Scope scope)
{
    public TranslationContext Context => context;

    public Scope Scope => scope;

    public Typed Translate(Expression expression) => expression switch
    {
        NullLiteral => new("NULL", SqlType.Null),
        BooleanLiteral literal => new(literal.Value ? "true" : "false", SqlType.Boolean) { IsNullable = false },
        NumberLiteral literal => Number(literal.Text),
        TextLiteral literal => Text(literal.Text),
        BindExpression bind => context.Bind(bind.Index),
        VariableExpression variable => context.Variable(variable.Name, variable.IsOfSession),
        ColumnExpression column => Column(column),
        PlaceExpression place => scope.Place(place.Place),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Operators.Binary(binary.Operator, Translate(binary.Left), Translate(binary.Right)),
        IsNullExpression test => Predicate($"({Translate(test.Operand).Sql} IS {(test.IsNegated ? "NOT " : "")}NULL)") with { IsNullable = false },
        IsBooleanExpression test => Predicate($"({Condition(test.Operand)} IS {(test.IsNegated ? "NOT " : "")}{(test.Value ? "TRUE" : "FALSE")})"),
        IsDistinctExpression test => Operators.Compare($"IS {(test.IsNegated ? "NOT " : "")}DISTINCT FROM", Translate(test.Left), Translate(test.Right)),
        BetweenExpression test => Between(test),
        InListExpression test => In(test),
        InQueryExpression test => In(test),
        LikeExpression test => Like(test),
        CaseExpression test => Case(test),
        CastExpression cast => cast.IsTry ? TryCasts.To(Translate(cast.Operand), cast.Type) : Casts.To(Translate(cast.Operand), cast.Type),
        ExistsExpression exists => Predicate($"EXISTS ({new QueryTranslator(context).Translate(exists.Query, scope).Sql})"),
        QueryExpression query => Scalar(query.Query),
        StepExpression step => Step(step),
        FunctionExpression call => FunctionTable.Translate(new(call, this)),
        CollateExpression collate => collate.Collation is "" or "utf8" ? Translate(collate.Operand) : throw SqlError.Unknown($"the collation '{collate.Collation}'"),
        StarExpression => throw SqlError.Unknown("a star here"),
        DefaultExpression => throw SqlError.Unknown("DEFAULT here"),
        RowExpression => throw SqlError.Unknown("rows of values here"),
        _ => throw SqlError.Unknown(expression.GetType().Name),
    };

    public string Condition(Expression expression) => Casts.Boolean(Translate(expression)).Sql;

    public string Order(OrderItem item) => $"{Ordered(Translate(item.Key))}{Direction(item)}";

    public static string Direction(OrderItem item) =>
        (item.IsDescending ? " DESC" : "") + item.NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" };

    private static string Ordered(Typed value) => value.Type.Kind == TypeKind.TimestampTz ? $"sf.tz_instant({value.Sql})" : value.Sql;

    private static Typed Predicate(string sql) => new(sql, SqlType.Boolean);

    public static Typed Text(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw SqlError.Unknown("the character U+0000 in a text") : new(Literals.Text(text), SqlType.Text(Math.Max(1, text.Length))) { IsNullable = false };

    private static Typed Number(string text)
    {
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase)) return new($"{text}::float8", SqlType.Float) { IsNullable = false };
        var parts = text.Split('.');
        var digits = parts[0].TrimStart('0').Length;
        var scale = parts.Length > 1 ? parts[1].Length : 0;
        if (digits + scale > SqlType.MostDigits) throw SqlError.Unknown($"a number of {digits + scale} digits");
        return new($"{text}::numeric", SqlType.Number(Math.Max(1, digits + scale), scale)) { IsNullable = false };
    }

    private Typed Column(ColumnExpression column)
    {
        if (scope.Find(column.Parts) is { } found) return found;
        if (!context.Session.ScriptVariables.TryGetValue(column.Name, out _) || column.Parts.Count > 1 || !context.SeesVariables)
            return column.Name == "NEXTVAL" && column.Parts.Count > 1 ? NextValue(column) : throw SqlError.InvalidIdentifier(column.ToString());
        return context.Variable(column.Name, isOfSession: false);
    }

    private Typed NextValue(ColumnExpression column)
    {
        var sequence = context.Session.Sequence(new([.. column.Parts.SkipLast(1)]));
        return new($"nextval('{sequence.Stored}')::numeric", SqlType.Number(SqlType.MostDigits, 0)) { IsNullable = false };
    }

    private Typed Unary(UnaryExpression unary)
    {
        if (unary.Operator == "NOT") return Predicate($"(NOT {Condition(unary.Operand)})");
        var operand = Translate(unary.Operand);
        if (operand.Type.Kind is TypeKind.Varchar) operand = Casts.To(operand, SqlType.Number(18, 5));
        if (operand.Type.Kind is not (TypeKind.Number or TypeKind.Float)) throw SqlError.Types("-", operand.Type.ToString(), "");
        return operand with { Sql = $"(- {operand.Sql})" };
    }

    private Typed Between(BetweenExpression test)
    {
        var operand = Translate(test.Operand);
        var low = Operators.Compare(">=", operand, Translate(test.Low)).Sql;
        var high = Operators.Compare("<=", operand, Translate(test.High)).Sql;
        return Predicate($"({(test.IsNegated ? "NOT " : "")}({low} AND {high}))");
    }

    private Typed In(InListExpression test)
    {
        if (test.Operand is RowExpression) throw SqlError.Unknown("IN of rows of values");
        var operand = Translate(test.Operand);
        var items = test.Items.Select(Translate).ToList();
        var common = CommonType.Of(items.Select(item => item.Type).Prepend(operand.Type), "IN");
        return Predicate($"({Operators.Comparable(operand, common)}{(test.IsNegated ? " NOT" : "")} IN ({string.Join(", ", items.Select(item => Operators.Comparable(item, common)))}))");
    }

    private Typed In(InQueryExpression test)
    {
        IReadOnlyList<Expression> operands = test.Operand is RowExpression row ? row.Items : [test.Operand];
        var query = new QueryTranslator(context).Translate(test.Query, scope);
        if (query.Columns.Count != operands.Count) throw SqlError.ColumnCount(operands.Count, query.Columns.Count);
        var left = operands.Select(Translate).ToList();
        var common = left.Zip(query.Columns, (one, other) => CommonType.Of(one.Type, other.Type, "IN")).ToList();
        var alias = context.Alias();
        var columns = query.Columns.Select((column, i) => Operators.Comparable(new($"{alias}.c{i + 1}", column.Type), common[i]));
        var rows = string.Join(", ", left.Select((value, i) => Operators.Comparable(value, common[i])));
        return Predicate($"(({rows}){(test.IsNegated ? " NOT" : "")} IN (SELECT {string.Join(", ", columns)} FROM ({query.Sql}) AS {alias}))");
    }

    private Typed Like(LikeExpression test)
    {
        var operand = Casts.Text(Translate(test.Operand)).Sql;
        var pattern = Casts.Text(Translate(test.Pattern)).Sql;
        var not = test.IsNegated ? "NOT " : "";
        if (test.IsRegular) return Predicate($"({not}({operand} ~ ('^(?:' || {pattern} || ')$')))");
        // Snowflake escapes with nothing unless it is said; PostgreSQL would with a backslash.
        var escape = test.Escape is null ? "''" : Casts.Text(Translate(test.Escape)).Sql;
        return Predicate($"({operand} {not}{(test.IgnoresCase ? "ILIKE" : "LIKE")} {pattern} ESCAPE {escape})");
    }

    private Typed Case(CaseExpression test)
    {
        var operand = test.Operand is null ? null : Translate(test.Operand);
        var whens = test.Branches.Select(branch => operand is null ? Condition(branch.When) : Operators.Compare("=", operand, Translate(branch.When)).Sql).ToList();
        var values = test.Branches.Select(branch => Translate(branch.Then)).Append(test.Else is null ? new("NULL", SqlType.Null) : Translate(test.Else)).ToList();
        var (common, casted) = Operators.Unify(values, "CASE");
        var branches = string.Join(' ', whens.Select((when, i) => $"WHEN {when} THEN {casted[i]}"));
        return new($"(CASE {branches} ELSE {casted[^1]} END)", common) { IsNullable = values.Any(value => value.IsNullable) };
    }

    private Typed Scalar(Query query)
    {
        var translated = new QueryTranslator(context).Translate(query, scope);
        return translated.Columns is [var only] ? new($"({translated.Sql})", only.Type)
            : throw new Engine.EngineException("002018", "42601", "SQL compilation error:\nA subquery in an expression must have one column.");
    }

    private Typed Step(StepExpression step)
    {
        var operand = Translate(step.Operand);
        if (!operand.Type.IsSemiStructured) throw SqlError.Types("GET", operand.Type.ToString(), "");
        if (step.Key is not null) return new($"({operand.Sql} -> {Literals.Text(step.Key)})", SqlType.Variant);
        var place = Translate(step.Place!);
        return new($"({operand.Sql} -> {(place.Type.Kind == TypeKind.Varchar ? place.Sql : $"({place.Sql})::int")})", SqlType.Variant);
    }
}
