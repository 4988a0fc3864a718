using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions that need a window.</summary>
internal static class WindowFunctions
{
    private const string WholePartition = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";

    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["ROW_NUMBER"] = call => Rank(call, "row_number()"),
        ["RANK"] = call => Rank(call, "rank()"),
        ["DENSE_RANK"] = call => Rank(call, "dense_rank()"),
        ["NTILE"] = call => Rank(call.Takes(1), $"ntile({call.Integer(0)})"),
        ["LAG"] = call => Neighbour(call, "lag"),
        ["LEAD"] = call => Neighbour(call, "lead"),
        ["FIRST_VALUE"] = call => Edge(call, "first_value"),
        ["LAST_VALUE"] = call => Edge(call, "last_value"),
    };

    private static Typed Rank(Call call, string sql)
    {
        if (call.Function.Window is not { Order.Count: > 0 }) throw SqlError.Unknown($"{call.Function.Name} without an order");
        return new($"({call.Over(sql)})::numeric", SqlType.Count) { IsNullable = false };
    }

    private static Typed Neighbour(Call call, string function)
    {
        if (call.Function.IgnoresNulls) throw SqlError.Unknown("IGNORE NULLS");
        var value = call.Takes(1, 3).Argument(0);
        var distance = call.Count > 1 ? $", {call.Integer(1)}" : "";
        var otherwise = call.Count > 2 ? $", {Casts.To(call.Argument(2), value.Type).Sql}" : "";
        return value with { Sql = call.Over($"{function}({value.Sql}{distance}{otherwise})"), IsNullable = true };
    }

    /// <summary>Where no frame is written, Snowflake looks at the whole partition.</summary>
    private static Typed Edge(Call call, string function)
    {
        if (call.Function.IgnoresNulls || call.Function.Window is not { } window) throw SqlError.Unknown($"{call.Function.Name} without a window or with IGNORE NULLS");
        var whole = window.Frame.Length > 0 ? call : new(call.Function with { Window = window with { Frame = WholePartition } }, call.Expressions);
        var value = whole.Takes(1).Argument(0);
        return value with { Sql = whole.Over($"{function}({value.Sql})"), IsNullable = true };
    }
}
