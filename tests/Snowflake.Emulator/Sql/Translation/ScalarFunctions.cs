using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of any type: choices and hashes.</summary>
internal static class ScalarFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["COALESCE"] = call => Coalesce(call.Takes(1, 100)),
        ["NVL"] = call => Coalesce(call.Takes(2)),
        ["IFNULL"] = call => Coalesce(call.Takes(2)),
        ["IFF"] = Iff,
        ["NVL2"] = call => Choose($"{call.Takes(3).Argument(0).Sql} IS NOT NULL", [call.Argument(1), call.Argument(2)]),
        ["NULLIF"] = NullIf,
        ["EQUAL_NULL"] = call => Operators.Compare("IS NOT DISTINCT FROM", call.Takes(2).Argument(0), call.Argument(1)),
        ["ZEROIFNULL"] = call => call.Takes(1).Number(0) is var number ? number with { Sql = $"coalesce({number.Sql}, 0)", IsNullable = false } : null!,
        ["GREATEST"] = call => Extreme(call, "greatest"),
        ["LEAST"] = call => Extreme(call, "least"),
        ["HASH"] = call => new($"{Hashes.Of(call)}::numeric", SqlType.Number(19, 0)) { IsNullable = false },
    };

    private static Typed Coalesce(Call call)
    {
        var values = call.Arguments;
        var (type, sql) = Operators.Unify(values, "COALESCE");
        return new($"coalesce({string.Join(", ", sql)})", type) { IsNullable = values.All(value => value.IsNullable) };
    }

    private static Typed Iff(Call call) => Choose(call.Takes(3).Expressions.Condition(call.Function.Arguments[0]), [call.Argument(1), call.Argument(2)]);

    private static Typed Choose(string condition, IReadOnlyList<Typed> values)
    {
        var (type, sql) = Operators.Unify(values, "IFF");
        return new($"(CASE WHEN {condition} THEN {sql[0]} ELSE {sql[1]} END)", type);
    }

    private static Typed NullIf(Call call)
    {
        var value = call.Takes(2).Argument(0);
        return value with { Sql = $"(CASE WHEN {Operators.Compare("=", value, call.Argument(1)).Sql} THEN NULL ELSE {value.Sql} END)", IsNullable = true };
    }

    /// <summary>NULL among the values makes the result NULL, which PostgreSQL would pass over.</summary>
    private static Typed Extreme(Call call, string function)
    {
        var (type, sql) = Operators.Unify(call.Takes(1, 100).Arguments, call.Function.Name);
        if (type.Kind is TypeKind.TimestampTz or TypeKind.Binary || type.IsSemiStructured) throw SqlError.Unknown($"{call.Function.Name} of {type}");
        return new($"(CASE WHEN {string.Join(" AND ", sql.Select(value => $"{value} IS NOT NULL"))} THEN {function}({string.Join(", ", sql)}) END)", type);
    }
}
