using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>A hash of several values that depends on their order and kinds, not on their digits or offsets. Its numbers are not Snowflake's.</summary>
internal static class Hashes
{
    public static string Of(Call call)
    {
        var values = call.Function.Arguments.SelectMany(argument => Values(call, argument)).ToList();
        if (values.Count == 0) throw SqlError.Arguments(call.Function.Name);
        return $"hashtextextended(concat_ws('|', {string.Join(", ", values.Select(Tagged))}), 0)";
    }

    private static IEnumerable<Typed> Values(Call call, Expression argument) =>
        argument is StarExpression star
            ? call.Expressions.Scope.All(star.Table).Where(column => !star.Excluded.Contains(column.Name)).Select(column => column.Value)
            : [call.Expressions.Translate(argument)];

    private static string Tagged(Typed value)
    {
        var text = value.Type.Kind switch
        {
            TypeKind.Number => $"trim_scale({value.Sql})::text",
            // By its text it would be hashed to ten digits.
            TypeKind.Float => $"trim_scale(({value.Sql})::float8::text::numeric)::text",
            TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.Time => $"trim_scale({value.Sql})::text",
            TypeKind.TimestampTz => $"trim_scale(sf.tz_instant({value.Sql}))::text",
            _ => TextCasts.Of(value) ?? "NULL",
        };
        var kind = value.Type.Kind is TypeKind.Number or TypeKind.Float ? 'n' : char.ToLowerInvariant(value.Type.Kind.ToString()[0]);
        return $"coalesce('{kind}' || length({text}) || ':' || {text}, '-')";
    }
}
