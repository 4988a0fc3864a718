using System.Globalization;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>One SELECT with the order and the limit of its query.</summary>
internal sealed class SelectTranslator(TranslationContext context)
{
    public TranslatedQuery Translate(Query query, SelectBody select, Scope scope)
    {
        var from = select.From is null ? "" : $" FROM {new SourceTranslator(context, scope).Translate(select.From)}";
        var expressions = new ExpressionTranslator(context, scope);
        var items = select.Items.SelectMany(item => Items(item, expressions)).ToList();
        var where = select.Where is null ? "" : $" WHERE {expressions.Condition(select.Where)}";
        var group = Group(select, items, expressions);
        var having = select.Having is null ? "" : $" HAVING {expressions.Condition(select.Having)}";
        var order = query.Order.Select(item => Order(item, items, expressions)).ToList();
        var limit = new QueryTranslator(context).Limit(query, scope);
        var columns = items.Select(item => new OutputColumn(item.Name, item.Value.Type, item.Value.IsNullable)).ToList();
        var rest = $"{from}{where}{group}{having}";
        var sql = select.Qualify is null
            ? $"SELECT {Distinct(select)}{List(items)}{rest}{By(order.Select(key => (key.Place > 0 ? Invariant(key.Place) : key.Sql) + key.Direction))}{limit}"
            : Qualified(select, $"SELECT {List(items)}", rest, (expressions.Condition(select.Qualify), order, columns.Count)) + limit;
        return new(sql, columns);
    }

    private sealed record Named(string Name, Typed Value);

    private sealed record Key(int Place, string Sql, string Direction);

    /// <summary>The window functions of QUALIFY are computed inside, and rows are chosen outside.</summary>
    private string Qualified(SelectBody select, string inner, string rest, (string Qualify, List<Key> Order, int Columns) outer)
    {
        var alias = context.Alias();
        var keys = string.Concat(outer.Order.Select((key, i) => key.Place > 0 ? "" : $", {key.Sql} AS r{i}"));
        var names = string.Join(", ", Enumerable.Range(1, outer.Columns).Select(i => $"{alias}.c{i}"));
        var order = outer.Order.Select((key, i) => (key.Place > 0 ? Invariant(key.Place) : $"{alias}.r{i}") + key.Direction);
        return $"SELECT {Distinct(select)}{names} FROM ({inner}, {outer.Qualify} AS q{keys}{rest}) AS {alias} WHERE {alias}.q{By(order)}";
    }

    private static string Distinct(SelectBody select) => select.IsDistinct ? "DISTINCT " : "";

    private static string List(List<Named> items) => string.Join(", ", items.Select((item, i) => $"{(item.Value.Type.Kind == TypeKind.Null ? $"{item.Value.Sql}::text" : item.Value.Sql)} AS c{i + 1}"));

    private static string By(IEnumerable<string> order) => string.Join(", ", order) is { Length: > 0 } keys ? $" ORDER BY {keys}" : "";

    private static List<Named> Items(SelectItem item, ExpressionTranslator expressions)
    {
        if (item.Value is StarExpression star) return Star(star, expressions.Scope);
        var value = expressions.Translate(item.Value);
        if (item.Alias is not null) expressions.Scope.Aliases.TryAdd(item.Alias, value);
        return [new(item.Alias ?? Name(item), value)];
    }

    private static List<Named> Star(StarExpression star, Scope scope)
    {
        var all = scope.All(star.Table).ToList();
        if (star.Excluded.FirstOrDefault(name => all.TrueForAll(column => column.Name != name)) is { } unknown) throw SqlError.InvalidIdentifier(unknown);
        return [.. all.Where(column => !star.Excluded.Contains(column.Name)).Select(column => new Named(column.Name, column.Value))];
    }

    /// <summary>An item without an alias is called as it is written.</summary>
    private static string Name(SelectItem item) => item.Value switch
    {
        ColumnExpression column => column.Name,
        _ => item.Written.Contains('\'', StringComparison.Ordinal) ? item.Written : item.Written.ToUpperInvariant(),
    };

    private static string Group(SelectBody select, List<Named> items, ExpressionTranslator expressions)
    {
        if (select.GroupsAll) throw SqlError.Unknown("GROUP BY ALL");
        var keys = select.Group.Select(key => Place(key, items)?.Value.Sql ?? Ordered(expressions.Translate(key))).ToList();
        return keys.Count == 0 ? "" : $" GROUP BY {string.Join(", ", keys)}";
    }

    private static string Ordered(Typed value) => value.Type.Kind == TypeKind.TimestampTz ? throw SqlError.Unknown("grouping by a TIMESTAMP_TZ") : value.Sql;

    private static Named? Place(Expression key, List<Named> items) =>
        key is not NumberLiteral number ? null
            : int.TryParse(number.Text, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= items.Count ? items[place - 1] : throw SqlError.InvalidIdentifier(number.Text);

    /// <summary>By place, by alias, or by any expression; one that is among the items is named by its place, which DISTINCT needs.</summary>
    private static Key Order(OrderItem item, List<Named> items, ExpressionTranslator expressions)
    {
        var direction = ExpressionTranslator.Direction(item);
        if (Place(item.Key, items) is { } placed) return new(items.IndexOf(placed) + 1, "", direction);
        if (item.Key is ColumnExpression { Parts: [var name] } && items.FindIndex(named => named.Name == name) is >= 0 and var found) return new(found + 1, "", direction);
        var value = expressions.Translate(item.Key);
        var same = items.FindIndex(named => named.Value.Sql == value.Sql);
        return new(same + 1, value.Type.Kind == TypeKind.TimestampTz ? $"sf.tz_instant({value.Sql})" : value.Sql, direction);
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
