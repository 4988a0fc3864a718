using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Values as variants.</summary>
internal static class VariantCasts
{
    public static string? To(Typed value) => value.Type.Kind switch
    {
        TypeKind.Variant or TypeKind.Object or TypeKind.Array => value.Sql,
        TypeKind.Number => $"to_jsonb(trim_scale({value.Sql}))",
        TypeKind.Varchar or TypeKind.Boolean or TypeKind.Float => $"to_jsonb({value.Sql})",
        TypeKind.Binary or TypeKind.Date or TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => $"to_jsonb({TextCasts.Of(value)})",
        _ => null,
    };
}
