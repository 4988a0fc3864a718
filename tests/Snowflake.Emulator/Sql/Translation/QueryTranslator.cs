using System.Globalization;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Queries. The columns of every one are called c1, c2 and so on, so that names may be of any length, and double.</summary>
internal sealed class QueryTranslator(TranslationContext context)
{
    public TranslatedQuery Translate(Query query, Scope? outer)
    {
        var scope = new Scope(outer);
        var with = query.With.Select(common => Common(common, scope)).ToList();
        var body = query.Body switch
        {
            SelectBody select => new SelectTranslator(context).Translate(query, select, scope),
            SetBody set => Ended(Set(set, scope), query, scope),
            ValuesBody values => Ended(Values(values, scope), query, scope),
            NestedBody nested => Ended(Translate(nested.Query, scope), query, scope),
            _ => throw SqlError.Unknown(query.Body.GetType().Name),
        };
        return with.Count == 0 ? body : body with { Sql = $"WITH {string.Join(", ", with)} {body.Sql}" };
    }

    /// <summary>Order by place or by name, and limit, of a query that has no scope of its own.</summary>
    private TranslatedQuery Ended(TranslatedQuery body, Query query, Scope scope)
    {
        if (query.Order.Count == 0 && query.Limit is null && query.Offset is null) return body;
        var alias = context.Alias();
        var order = query.Order.Select(item => Place(item, body.Columns) + ExpressionTranslator.Direction(item)).ToList();
        var by = order.Count == 0 ? "" : $" ORDER BY {string.Join(", ", order)}";
        return body with { Sql = $"SELECT * FROM ({body.Sql}) AS {alias}{by}{Limit(query, scope)}" };
    }

    private static string Place(OrderItem item, IReadOnlyList<OutputColumn> columns) => item.Key switch
    {
        NumberLiteral number when int.TryParse(number.Text, CultureInfo.InvariantCulture, out var place) && place <= columns.Count => number.Text,
        ColumnExpression { Parts: [var name] } when columns.Count(column => column.Name == name) == 1 => $"{columns.TakeWhile(column => column.Name != name).Count() + 1}",
        ColumnExpression column => throw SqlError.InvalidIdentifier(column.ToString()),
        _ => throw SqlError.Unknown("an expression in ORDER BY of a set operation"),
    };

    public string Limit(Query query, Scope scope)
    {
        var expressions = new ExpressionTranslator(context, scope);
        var limit = query.Limit is null ? "" : $" LIMIT ({expressions.Translate(query.Limit).Sql})::bigint";
        return query.Offset is null ? limit : $"{limit} OFFSET ({expressions.Translate(query.Offset).Sql})::bigint";
    }

    private string Common(CommonTable common, Scope scope)
    {
        var query = Translate(common.Query, scope);
        var stored = context.Alias();
        scope.Add(common.Name, new(stored, Renamed(query.Columns, common.Columns)));
        return $"{stored} AS ({query.Sql})";
    }

    public static IReadOnlyList<OutputColumn> Renamed(IReadOnlyList<OutputColumn> columns, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return columns;
        return names.Count == columns.Count ? [.. columns.Zip(names, (column, name) => column with { Name = name })] : throw SqlError.ColumnCount(columns.Count, names.Count);
    }

    private TranslatedQuery Set(SetBody set, Scope scope)
    {
        var left = Translate(set.Left, scope);
        var right = Translate(set.Right, scope);
        if (left.Columns.Count != right.Columns.Count) throw SqlError.ColumnCount(left.Columns.Count, right.Columns.Count);
        var columns = left.Columns.Zip(right.Columns, (one, other) => new OutputColumn(one.Name, CommonType.Of(one.Type, other.Type, set.Operator), one.IsNullable || other.IsNullable)).ToList();
        return new($"{As(left, columns)} {set.Operator} {As(right, columns)}", columns);
    }

    private string As(TranslatedQuery query, IReadOnlyList<OutputColumn> columns)
    {
        var alias = context.Alias();
        var items = columns.Select((column, i) => $"{(column.Type.Kind == TypeKind.Null ? $"{alias}.c{i + 1}::text" : Casts.To(new($"{alias}.c{i + 1}", query.Columns[i].Type), column.Type).Sql)} AS c{i + 1}");
        return $"(SELECT {string.Join(", ", items)} FROM ({query.Sql}) AS {alias})";
    }

    private TranslatedQuery Values(ValuesBody values, Scope scope)
    {
        var expressions = new ExpressionTranslator(context, scope);
        var rows = values.Rows.Select(row => row.Select(expressions.Translate).ToList()).ToList();
        if (rows.Any(row => row.Count != rows[0].Count)) throw SqlError.ColumnCount(rows[0].Count, rows.First(row => row.Count != rows[0].Count).Count);
        var unified = Enumerable.Range(0, rows[0].Count).Select(i => Operators.Unify([.. rows.Select(row => row[i])], "VALUES")).ToList();
        var alias = context.Alias();
        var text = string.Join(", ", Enumerable.Range(0, rows.Count).Select(r => $"({string.Join(", ", unified.Select(column => column.Sql[r]))})"));
        var names = string.Join(", ", unified.Select((_, i) => $"c{i + 1}"));
        return new($"SELECT * FROM (VALUES {text}) AS {alias}({names})", [.. unified.Select((column, i) => new OutputColumn($"COLUMN{i + 1}", column.Type))]);
    }
}
