using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of many rows, which may also run over a window.</summary>
internal static class Aggregates
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["COUNT"] = Count,
        ["COUNT_IF"] = call => Counted(call, $"count(CASE WHEN {call.Takes(1).Expressions.Condition(call.Function.Arguments[0])} THEN 1 END)"),
        ["SUM"] = Sum,
        ["AVG"] = Average,
        ["MIN"] = call => Extreme(call, "min"),
        ["MAX"] = call => Extreme(call, "max"),
        ["ANY_VALUE"] = call => call.Takes(1).Argument(0) is var value ? value with { Sql = $"(array_agg({value.Sql}))[1]", IsNullable = true } : null!,
        ["BOOLAND_AGG"] = call => new(call.Over($"bool_and({Casts.Boolean(call.Takes(1).Argument(0)).Sql})"), SqlType.Boolean),
        ["BOOLOR_AGG"] = call => new(call.Over($"bool_or({Casts.Boolean(call.Takes(1).Argument(0)).Sql})"), SqlType.Boolean),
        ["LISTAGG"] = call => new(call.Over($"coalesce(string_agg({Distinct(call)}{call.Takes(1, 2).Text(0)}, {(call.Count > 1 ? call.Text(1) : "''")}{Within(call)}), '')"), SqlType.Varchar) { IsNullable = false },
        ["ARRAY_AGG"] = call => new(call.Over($"coalesce(jsonb_agg({Distinct(call)}{Casts.To(call.Takes(1).Argument(0), SqlType.Variant).Sql}{Within(call)}) FILTER (WHERE {call.Argument(0).Sql} IS NOT NULL), '[]'::jsonb)"), SqlType.Array) { IsNullable = false },
        ["HASH_AGG"] = call => new($"sf.wrapped({call.Over($"sum({Distinct(call)}{Hashes.Of(call)}::numeric)")})", SqlType.Number(19, 0)) { IsNullable = false },
    };

    private static string Distinct(Call call) => call.Function.IsDistinct ? "DISTINCT " : "";

    private static string Within(Call call) =>
        call.Function.Within.Count == 0 ? "" : $" ORDER BY {string.Join(", ", call.Function.Within.Select(call.Expressions.Order))}";

    private static Typed Counted(Call call, string sql) => new($"({call.Over(sql)})::numeric", SqlType.Count) { IsNullable = false };

    private static Typed Count(Call call)
    {
        if (call.Function.Arguments is [StarExpression { Table: null, Excluded.Count: 0 }]) return Counted(call, "count(*)");
        var values = call.Takes(1, 100).Arguments;
        if (values.Count == 1) return Counted(call, $"count({Distinct(call)}{Operators.Comparable(values[0], values[0].Type)})");
        // A row counts where none of the values is NULL.
        var known = string.Join(" AND ", values.Select(value => $"{value.Sql} IS NOT NULL"));
        var row = $"ROW({string.Join(", ", values.Select(value => Operators.Comparable(value, value.Type)))})";
        return Counted(call, $"count({Distinct(call)}CASE WHEN {known} THEN {row} END)");
    }

    private static Typed Sum(Call call)
    {
        var value = call.Takes(1).Number(0);
        var sql = call.Over($"sum({Distinct(call)}{value.Sql})");
        return value.Type.Kind == TypeKind.Float ? new(sql, SqlType.Float)
            : new($"({sql})::numeric({SqlType.MostDigits},{value.Type.Scale})", SqlType.Number(SqlType.MostDigits, value.Type.Scale));
    }

    private static Typed Average(Call call)
    {
        var value = call.Takes(1).Number(0);
        if (value.Type.Kind == TypeKind.Float) return new(call.Over($"avg({Distinct(call)}{value.Sql})"), SqlType.Float);
        var scale = Math.Max(value.Type.Scale, Math.Min(value.Type.Scale + 6, 12));
        return new($"({call.Over($"avg({Distinct(call)}{value.Sql} * 1.000000000000)")})::numeric({SqlType.MostDigits},{scale})", SqlType.Number(SqlType.MostDigits, scale));
    }

    /// <summary>PostgreSQL orders bytes but has no extremes of them; in hex the order is the same.</summary>
    private static Typed Extreme(Call call, string function)
    {
        var value = call.Takes(1).Argument(0);
        if (value.Type.IsSemiStructured) throw SqlError.Unknown($"{call.Function.Name} of {value.Type}");
        var sql = value.Type.Kind switch
        {
            TypeKind.Binary => $"decode({call.Over($"{function}(encode({value.Sql}, 'hex'))")}, 'hex')",
            TypeKind.Boolean => $"({call.Over($"{function}({value.Sql}::int)")})::boolean",
            _ => call.Over($"{function}({value.Sql})"),
        };
        return new(sql, value.Type);
    }
}
