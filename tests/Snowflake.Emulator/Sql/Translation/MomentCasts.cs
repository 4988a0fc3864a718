using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Dates, times and timestamps. A wall clock's reading and an instant are told apart by the session's time zone.</summary>
internal static class MomentCasts
{
    public static string? To(Typed value, SqlType type)
    {
        var text = value.Type.Kind switch { TypeKind.Varchar => value.Sql, TypeKind.Variant => $"sf.variant_text({value.Sql})", _ => null };
        var sql = text is not null ? $"sf.{Name(type)}({text})" : value.Type.Kind == type.Kind ? value.Sql : Between(value, type);
        return sql is null || type.Kind == TypeKind.Date || type.Scale == 9 || (text is null && value.Type.IsMoment && value.Type.Scale <= type.Scale && value.Type.Kind != TypeKind.Date)
            ? sql : type.Kind == TypeKind.TimestampTz ? $"sf.tz_digits({sql}, {type.Scale})" : $"sf.digits({sql}, {type.Scale})";
    }

    /// <summary>The reading of the wall clock, in seconds.</summary>
    public static string? Wall(Typed value) => value.Type.Kind switch
    {
        TypeKind.Date => $"(({value.Sql} - date '1970-01-01') * 86400::numeric)",
        TypeKind.Time or TypeKind.TimestampNtz => value.Sql,
        TypeKind.TimestampLtz => $"sf.wall_of({value.Sql})",
        TypeKind.TimestampTz => $"sf.tz_wall({value.Sql})",
        _ => null,
    };

    private static string? Between(Typed value, SqlType type) => type.Kind switch
    {
        _ when !value.Type.IsMoment => null,
        TypeKind.Date => value.Type.Kind == TypeKind.Time ? null : $"(date '1970-01-01' + floor({Wall(value)} / 86400)::int)",
        TypeKind.Time => value.Type.IsTimestamp ? $"sf.time_of({Wall(value)})" : null,
        _ when value.Type.Kind == TypeKind.Time => null,
        TypeKind.TimestampNtz => Wall(value),
        TypeKind.TimestampLtz => value.Type.Kind == TypeKind.TimestampTz ? $"sf.tz_instant({value.Sql})" : $"sf.instant_of({Wall(value)})",
        _ => value.Type.Kind == TypeKind.TimestampLtz ? $"sf.tz_here({value.Sql})" : $"sf.tz_here(sf.instant_of({Wall(value)}))",
    };

    public static string Name(SqlType type) => type.Kind switch
    {
        TypeKind.Date => "date",
        TypeKind.Time => "time",
        TypeKind.TimestampNtz => "ntz",
        TypeKind.TimestampLtz => "ltz",
        _ => "tz",
    };
}
