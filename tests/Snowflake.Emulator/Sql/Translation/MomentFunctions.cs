using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of dates and times.</summary>
internal static class MomentFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["DATEADD"] = Add,
        ["TIMESTAMPADD"] = Add,
        ["DATEDIFF"] = Difference,
        ["TIMESTAMPDIFF"] = Difference,
        ["DATE_PART"] = call => Part(call.Takes(2).Argument(1), call.Literal(0)),
        ["CONVERT_TIMEZONE"] = Convert,
    };

    /// <summary>Seconds of the units that have a fixed length; null for months and longer.</summary>
    private static string? Seconds(string unit) => unit.ToUpperInvariant() switch
    {
        "WEEK" or "WEEKS" => "604800",
        "DAY" or "DAYS" or "D" or "DD" => "86400",
        "HOUR" or "HOURS" or "H" or "HH" => "3600",
        "MINUTE" or "MINUTES" or "M" or "MI" => "60",
        "SECOND" or "SECONDS" or "S" or "SEC" => "1",
        "MILLISECOND" or "MILLISECONDS" or "MS" => "0.001",
        "MICROSECOND" or "MICROSECONDS" or "US" => "0.000001",
        "NANOSECOND" or "NANOSECONDS" or "NS" => "0.000000001",
        "MONTH" or "MONTHS" or "MM" or "MON" or "YEAR" or "YEARS" or "Y" or "YYYY" => null,
        _ => throw SqlError.Unknown($"the unit '{unit}'"),
    };

    private static int Months(string unit) => unit.ToUpperInvariant()[0] == 'Y' ? 12 : 1;

    private static Typed Add(Call call)
    {
        var unit = call.Takes(3).Literal(0);
        var value = Moment(call.Argument(2));
        var amount = call.Number(1).Sql;
        if (Seconds(unit) is { } seconds)
        {
            if (value.Type.Kind == TypeKind.Date)
            {
                if (seconds is "604800" or "86400") return value with { Sql = $"({value.Sql} + (round({amount}) * {seconds} / 86400)::int)" };
                value = Casts.To(value, SqlType.Moment(TypeKind.TimestampNtz));
            }

            return value with { Sql = $"({value.Sql} + round({amount}) * {seconds}::numeric)" };
        }

        var interval = $"make_interval(months => ({amount})::int * {Months(unit)})";
        return value.Type.Kind switch
        {
            TypeKind.Date => value with { Sql = $"({value.Sql} + {interval})::date" },
            TypeKind.TimestampNtz => value with { Sql = $"(sf.seconds(sf.clock({value.Sql}) + {interval}) + ({value.Sql} - floor({value.Sql})))" },
            _ => throw SqlError.Unknown($"DATEADD of months to {value.Type}"),
        };
    }

    /// <summary>Counts the borders of the unit between the two, as Snowflake does.</summary>
    private static Typed Difference(Call call)
    {
        var unit = call.Takes(3).Literal(0);
        var from = MomentCasts.Wall(Moment(call.Argument(1)))!;
        var to = MomentCasts.Wall(Moment(call.Argument(2)))!;
        var sql = Seconds(unit) switch
        {
            "604800" => throw SqlError.Unknown("DATEDIFF of weeks"),
            { } seconds => $"(floor({to} / {seconds}) - floor({from} / {seconds}))",
            null => $"({Month(to, unit)} - {Month(from, unit)})",
        };
        return new(sql, SqlType.Count);
    }

    private static string Month(string wall, string unit) => Months(unit) == 12
        ? $"extract(year FROM sf.clock({wall}))" : $"(extract(year FROM sf.clock({wall})) * 12 + extract(month FROM sf.clock({wall})))";

    private static Typed Part(Typed value, string unit)
    {
        var wall = MomentCasts.Wall(Moment(value))!;
        return unit.ToUpperInvariant() switch
        {
            "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" => new($"extract({unit} FROM sf.clock({wall}))", SqlType.Count),
            "SECOND" => new($"floor(extract(second FROM sf.clock({wall})))", SqlType.Count),
            "EPOCH_SECOND" or "EPOCH" => new($"floor({Instant(Moment(value))})", SqlType.Number(SqlType.MostDigits, 0)),
            "NANOSECOND" or "NS" => new($"sf.nanoseconds({wall})::numeric", SqlType.Count),
            _ => throw SqlError.Unknown($"the part '{unit}'"),
        };
    }

    /// <summary>Of one without a zone, by the clock of UTC.</summary>
    private static string Instant(Typed value) => value.Type.Kind switch
    {
        TypeKind.TimestampLtz => value.Sql,
        TypeKind.TimestampTz => $"sf.tz_instant({value.Sql})",
        _ => Casts.To(value, SqlType.Moment(TypeKind.TimestampNtz)).Sql,
    };

    /// <summary>CONVERT_TIMEZONE(to, timestamp with offset) and (from, to, timestamp without).</summary>
    private static Typed Convert(Call call)
    {
        if (call.Takes(3).Argument(2) is not { Type.Kind: TypeKind.TimestampNtz } value) throw SqlError.Unknown("CONVERT_TIMEZONE of anything but a TIMESTAMP_NTZ");
        return value with { Sql = $"(sf.seconds((sf.clock({value.Sql}) AT TIME ZONE {call.Text(0)}) AT TIME ZONE {call.Text(1)}) + ({value.Sql} - floor({value.Sql})))" };
    }

    private static Typed Moment(Typed value) => value.Type.IsMoment ? value
        : value.Type.Kind is TypeKind.Varchar or TypeKind.Variant ? Casts.To(value, SqlType.Moment(TypeKind.TimestampNtz)) : throw SqlError.Types("DATEADD", value.Type.ToString(), "");
}
