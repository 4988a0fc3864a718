using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of variants, objects and arrays.</summary>
internal static class VariantFunctions
{
    /// <summary>Not allowed among the VALUES of an INSERT.</summary>
    public static bool IsRefusedInValues(string name) => All.ContainsKey(name);

    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["PARSE_JSON"] = call => new($"sf.parse_json({call.Takes(1).Text(0)})", SqlType.Variant),
        ["TRY_PARSE_JSON"] = call => new($"sf.try_parse_json({call.Takes(1).Text(0)})", SqlType.Variant),
        ["TO_JSON"] = call => new($"sf.json_text({Variant(call.Takes(1), 0)})", SqlType.Varchar),
        ["TO_VARIANT"] = call => Casts.To(call.Takes(1).Argument(0), SqlType.Variant),
        ["TO_ARRAY"] = call => Casts.To(Casts.To(call.Takes(1).Argument(0), SqlType.Variant), SqlType.Array),
        ["TO_OBJECT"] = call => Casts.To(call.Takes(1).Argument(0), SqlType.Object),
        ["TYPEOF"] = call => new($"sf.type_of({Variant(call.Takes(1), 0)})", SqlType.Varchar),
        ["IS_NULL_VALUE"] = call => new($"(jsonb_typeof({Variant(call.Takes(1), 0)}) = 'null')", SqlType.Boolean),
        ["ARRAY_SIZE"] = call => new($"(CASE WHEN jsonb_typeof({Variant(call.Takes(1), 0)}) = 'array' THEN jsonb_array_length({Variant(call, 0)}) END)::numeric", SqlType.Count),
        ["ARRAY_CONSTRUCT"] = call => new($"jsonb_build_array({string.Join(", ", Enumerable.Range(0, call.Count).Select(i => Variant(call, i)))})", SqlType.Array),
        ["OBJECT_CONSTRUCT"] = call => Object(call, "jsonb_strip_nulls({0})"),
        ["OBJECT_CONSTRUCT_KEEP_NULL"] = call => Object(call, "{0}"),
        ["GET"] = call => call.Expressions.Translate(new StepExpression(call.Takes(2).Function.Arguments[0], null, call.Function.Arguments[1])),
    };

    private static string Variant(Call call, int i) => Casts.To(call.Argument(i), SqlType.Variant).Sql;

    private static Typed Object(Call call, string form)
    {
        if (call.Count % 2 != 0) throw SqlError.Arguments(call.Function.Name);
        var pairs = Enumerable.Range(0, call.Count / 2).Select(i => $"{call.Text(2 * i)}, {Variant(call, (2 * i) + 1)}");
        return new(form.Replace("{0}", $"jsonb_build_object({string.Join(", ", pairs)})", StringComparison.Ordinal), SqlType.Object) { IsNullable = false };
    }
}
