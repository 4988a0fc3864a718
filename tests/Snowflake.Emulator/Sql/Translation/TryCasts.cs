using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Casts of texts that give NULL where the text is none of the type.</summary>
internal static class TryCasts
{
    public static Typed To(Typed value, SqlType type)
    {
        if (value.Type.Kind == TypeKind.Null) return Casts.To(value, type);
        if (value.Type.Kind != TypeKind.Varchar) throw SqlError.BadCast(value.Type.ToString(), type.ToString());
        return type.Kind switch
        {
            TypeKind.Number => new($"sf.try_number({value.Sql}, {type.Precision}, {type.Scale})::{type.Stored}", type),
            TypeKind.Varchar => Casts.To(value, type),
            TypeKind.Float or TypeKind.Boolean or TypeKind.Date => new($"sf.try_{Name(type)}({value.Sql})", type),
            TypeKind.Binary => new($"sf.try_hex({value.Sql})", type),
            TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz => new($"sf.digits(sf.try_{Name(type)}({value.Sql}), {type.Scale})", type),
            TypeKind.TimestampTz => new($"sf.tz_digits(sf.try_tz({value.Sql}), {type.Scale})", type),
            _ => throw SqlError.BadCast(value.Type.ToString(), type.ToString()),
        };
    }

    private static string Name(SqlType type) => type.Kind switch
    {
        TypeKind.Float => "float",
        TypeKind.Boolean => "bool",
        TypeKind.Date => "date",
        TypeKind.Time => "time",
        TypeKind.TimestampNtz => "ntz",
        _ => "ltz",
    };
}
