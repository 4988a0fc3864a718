using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Values as text, in the formats that an account has by default.</summary>
internal static class TextCasts
{
    public static string? Of(Typed value) => value.Type.Kind switch
    {
        TypeKind.Varchar => value.Sql,
        TypeKind.Number or TypeKind.Boolean => $"({value.Sql})::text",
        TypeKind.Float => $"sf.text({value.Sql})",
        TypeKind.Binary => $"upper(encode({value.Sql}, 'hex'))",
        TypeKind.Date => MomentFormat.Write(value, "YYYY-MM-DD"),
        TypeKind.Time => MomentFormat.Write(value, "HH24:MI:SS"),
        TypeKind.TimestampNtz => MomentFormat.Write(value, "YYYY-MM-DD HH24:MI:SS.FF3"),
        TypeKind.TimestampLtz or TypeKind.TimestampTz => MomentFormat.Write(value, "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM"),
        TypeKind.Variant or TypeKind.Object or TypeKind.Array => $"sf.variant_text({value.Sql})",
        _ => null,
    };
}
