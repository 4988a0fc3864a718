using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of numbers.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["ABS"] = call => Same(call, "abs"),
        ["SIGN"] = call => new($"sign({call.Takes(1).Number(0).Sql})::numeric", SqlType.Number(1, 0)),
        ["MOD"] = call => Operators.Binary("%", call.Takes(2).Number(0), call.Number(1)),
        ["ROUND"] = call => Rounded(call, "round"),
        ["TRUNC"] = call => Rounded(call, "trunc"),
        ["TRUNCATE"] = call => Rounded(call, "trunc"),
        ["FLOOR"] = call => Whole(call, "floor"),
        ["CEIL"] = call => Whole(call, "ceil"),
        ["SQRT"] = call => new($"sqrt({Casts.To(call.Takes(1).Number(0), SqlType.Float).Sql})", SqlType.Float),
        ["POWER"] = call => new($"power({Casts.To(call.Takes(2).Number(0), SqlType.Float).Sql}, {Casts.To(call.Number(1), SqlType.Float).Sql})", SqlType.Float),
        ["BITAND"] = call => Bits(call, "&"),
        ["BITOR"] = call => Bits(call, "|"),
        ["BITXOR"] = call => Bits(call, "#"),
        ["DIV0"] = call => Divided(call),
    };

    private static Typed Same(Call call, string function) => call.Takes(1).Number(0) is var number ? number with { Sql = $"{function}({number.Sql})" } : null!;

    private static Typed Whole(Call call, string function)
    {
        var number = call.Takes(1).Number(0);
        return number.Type.Kind == TypeKind.Float ? number with { Sql = $"{function}({number.Sql})" } : new($"{function}({number.Sql})", SqlType.Number(SqlType.MostDigits, 0));
    }

    private static Typed Rounded(Call call, string function)
    {
        var number = call.Takes(1, 2).Number(0);
        var digits = call.Count > 1 ? call.Literal(1) : "0";
        if (!int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var scale)) throw SqlError.Arguments(call.Function.Name);
        if (number.Type.Kind == TypeKind.Float) return number with { Sql = $"{function}({number.Sql}::text::numeric, {scale})::float8" };
        return new($"{function}({number.Sql}, {scale})", SqlType.Number(number.Type.Precision + 1, Math.Min(number.Type.Scale, Math.Max(0, scale))));
    }

    private static Typed Bits(Call call, string symbol) =>
        new($"(sf.bits({call.Takes(2).Number(0).Sql}) {symbol} sf.bits({call.Number(1).Sql}))::numeric", SqlType.Number(SqlType.MostDigits, 0));

    private static Typed Divided(Call call)
    {
        var quotient = Operators.Binary("/", call.Takes(2).Number(0), call.Number(1));
        return quotient with { Sql = $"(CASE WHEN {call.Number(1).Sql} = 0 THEN 0 ELSE {quotient.Sql} END)" };
    }
}
