using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Values of one type as another, as Snowflake's own conversions do it.</summary>
internal static class Casts
{
    /// <summary>A cast that was written.</summary>
    public static Typed To(Typed value, SqlType type)
    {
        if (value.Type.Kind == TypeKind.Null) return new($"NULL::{type.Stored}", type);
        if (value.Type == type) return value;
        var sql = Convert(value, type) ?? throw SqlError.BadCast(value.Type.ToString(), type.ToString());
        return new(sql, type) { IsNullable = value.IsNullable || value.Type.IsSemiStructured };
    }

    /// <summary>A value that takes the type of its neighbour: what is no text does not become one unless it is joined to one.</summary>
    public static Typed Coerce(Typed value, SqlType type, string operation) =>
        value.Type.Kind == type.Kind || Coerces(value.Type.Kind, type.Kind) ? To(value, Measured(value.Type, type)) : throw SqlError.Types(operation, value.Type.ToString(), type.ToString());

    /// <summary>A value that goes into a column. What can't be coerced is refused, as Snowflake does with a text for a VARIANT.</summary>
    public static Typed Assign(Typed value, SqlType type, string column)
    {
        if (value.Type.Kind != type.Kind && !Coerces(value.Type.Kind, type.Kind)) throw SqlError.NotOfColumn(type.ToString(), value.Type.ToString(), column);
        return type.Kind switch
        {
            // A column refuses what is too long, where a cast would cut it.
            TypeKind.Varchar => Fitted(To(value, SqlType.Varchar), "length", type),
            TypeKind.Binary => Fitted(To(value, type with { Length = SqlType.DefaultBinary * 8 }), "octet_length", type),
            _ => To(value, type),
        };
    }

    public static Typed Text(Typed value) => To(value, SqlType.Varchar);

    public static Typed Boolean(Typed value) => To(value, SqlType.Boolean);

    private static Typed Fitted(Typed value, string measure, SqlType type) =>
        type.Length >= SqlType.MostText ? value with { Type = type } : new($"sf.fits({value.Sql}, {measure}({value.Sql}), {type.Length})", type) { IsNullable = value.IsNullable };

    private static SqlType Measured(SqlType from, SqlType to) => from.Kind == to.Kind && to.Kind is TypeKind.Varchar or TypeKind.Binary ? from : to;

    private static bool Coerces(TypeKind from, TypeKind to) => (from, to) switch
    {
        (TypeKind.Null, _) => true,
        (TypeKind.Varchar, TypeKind.Variant or TypeKind.Object or TypeKind.Array) => false,
        (TypeKind.Varchar, _) => true,
        (TypeKind.Variant, TypeKind.Binary) => false,
        (TypeKind.Variant, _) => true,
        (TypeKind.Object or TypeKind.Array, TypeKind.Variant) => true,
        (TypeKind.Number, TypeKind.Float or TypeKind.Varchar or TypeKind.Boolean or TypeKind.Variant) => true,
        (TypeKind.Float, TypeKind.Number or TypeKind.Varchar or TypeKind.Boolean or TypeKind.Variant) => true,
        (TypeKind.Boolean, TypeKind.Varchar or TypeKind.Variant) => true,
        (TypeKind.Date, TypeKind.Varchar or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz) => true,
        (TypeKind.Time, TypeKind.Varchar) => true,
        (TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz,
            TypeKind.Varchar or TypeKind.Date or TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz) => true,
        _ => false,
    };

    private static string? Convert(Typed value, SqlType type) => type.Kind switch
    {
        TypeKind.Number => ToNumber(value) is { } number ? $"({number})::{type.Stored}" : null,
        TypeKind.Float => ToFloat(value),
        TypeKind.Varchar => TextCasts.Of(value) is { } text ? type.Length >= SqlType.DefaultText ? text : $"left({text}, {type.Length})" : null,
        TypeKind.Binary => value.Type.Kind switch { TypeKind.Binary => value.Sql, TypeKind.Varchar => $"sf.hex({value.Sql})", _ => null },
        TypeKind.Boolean => ToBoolean(value),
        TypeKind.Date or TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => MomentCasts.To(value, type),
        TypeKind.Variant => VariantCasts.To(value),
        _ => value.Type.IsSemiStructured ? $"sf.{(type.Kind == TypeKind.Array ? "as_array" : "as_object")}({value.Sql})" : null,
    };

    private static string? ToNumber(Typed value) => value.Type.Kind switch
    {
        TypeKind.Number => value.Sql,
        TypeKind.Float or TypeKind.Varchar => $"sf.number({value.Sql})",
        TypeKind.Boolean => $"{value.Sql}::int",
        TypeKind.Variant => $"sf.number(sf.variant_number({value.Sql}))",
        _ => null,
    };

    private static string? ToFloat(Typed value) => value.Type.Kind switch
    {
        TypeKind.Number or TypeKind.Float => $"{value.Sql}::float8",
        TypeKind.Varchar => $"sf.float({value.Sql})",
        TypeKind.Boolean => $"{value.Sql}::int::float8",
        TypeKind.Variant => $"sf.float(sf.variant_number({value.Sql}))",
        _ => null,
    };

    private static string? ToBoolean(Typed value) => value.Type.Kind switch
    {
        TypeKind.Boolean => value.Sql,
        TypeKind.Number or TypeKind.Float => $"({value.Sql} <> 0)",
        TypeKind.Varchar => $"sf.bool({value.Sql})",
        TypeKind.Variant => $"sf.bool(sf.variant_text({value.Sql}))",
        _ => null,
    };
}
