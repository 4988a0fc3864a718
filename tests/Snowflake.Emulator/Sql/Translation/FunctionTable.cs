namespace Snowflake.Emulator.Sql.Translation;

/// <summary>All functions by name. One that is not here is refused.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Func<Call, Typed>> All = new[]
    {
        ScalarFunctions.All, TextFunctions.All, NumberFunctions.All, ConversionFunctions.All, VariantFunctions.All, ContextFunctions.All, Aggregates.All, WindowFunctions.All, MomentFunctions.All,
    }.SelectMany(table => table).ToDictionary();

    public static Typed Translate(Call call)
    {
        if (!All.TryGetValue(call.Function.Name, out var function)) throw SqlError.UnknownFunction(call.Function.Name);
        var takesWindow = Aggregates.All.ContainsKey(call.Function.Name) || WindowFunctions.All.ContainsKey(call.Function.Name);
        if (!takesWindow && (call.Function.Window is not null || call.Function.IsDistinct)) throw SqlError.Unknown($"{call.Function.Name} over a window or with DISTINCT");
        if (call.Function.Named.Count > 0) throw SqlError.Unknown($"named arguments of {call.Function.Name}");
        return function(call);
    }
}
