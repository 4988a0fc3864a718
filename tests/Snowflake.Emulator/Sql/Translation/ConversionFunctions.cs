using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>TO_… and TRY_TO_…</summary>
internal static class ConversionFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["TO_VARCHAR"] = ToText,
        ["TO_CHAR"] = ToText,
        ["TO_NUMBER"] = call => Number(call, isTry: false),
        ["TO_DECIMAL"] = call => Number(call, isTry: false),
        ["TO_NUMERIC"] = call => Number(call, isTry: false),
        ["TRY_TO_NUMBER"] = call => Number(call, isTry: true),
        ["TRY_TO_DECIMAL"] = call => Number(call, isTry: true),
        ["TO_DOUBLE"] = call => Casts.To(call.Takes(1).Argument(0), SqlType.Float),
        ["TRY_TO_DOUBLE"] = call => TryCasts.To(call.Takes(1).Argument(0), SqlType.Float),
        ["TO_BOOLEAN"] = call => Casts.Boolean(call.Takes(1).Argument(0)),
        ["TRY_TO_BOOLEAN"] = call => TryCasts.To(call.Takes(1).Argument(0), SqlType.Boolean),
        ["TO_BINARY"] = call => ToBinary(call, isTry: false),
        ["TRY_TO_BINARY"] = call => ToBinary(call, isTry: true),
        ["TO_DATE"] = call => Moment(call, SqlType.Date, isTry: false),
        ["TRY_TO_DATE"] = call => Moment(call, SqlType.Date, isTry: true),
        ["TO_TIME"] = call => Moment(call, SqlType.Moment(TypeKind.Time), isTry: false),
        ["TRY_TO_TIME"] = call => Moment(call, SqlType.Moment(TypeKind.Time), isTry: true),
        ["TO_TIMESTAMP"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampNtz), isTry: false),
        ["TO_TIMESTAMP_NTZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampNtz), isTry: false),
        ["TO_TIMESTAMP_LTZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampLtz), isTry: false),
        ["TO_TIMESTAMP_TZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampTz), isTry: false),
        ["TRY_TO_TIMESTAMP"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampNtz), isTry: true),
        ["TRY_TO_TIMESTAMP_NTZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampNtz), isTry: true),
        ["TRY_TO_TIMESTAMP_LTZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampLtz), isTry: true),
        ["TRY_TO_TIMESTAMP_TZ"] = call => Moment(call, SqlType.Moment(TypeKind.TimestampTz), isTry: true),
    };

    private static Typed ToText(Call call)
    {
        var value = call.Takes(1, 2).Argument(0);
        if (call.Count == 1) return Casts.Text(value);
        var format = call.Literal(1);
        if (value.Type.IsMoment) return new(MomentFormat.Write(value, format), SqlType.Varchar);
        if (value.Type.Kind != TypeKind.Binary) throw SqlError.Unknown($"the format '{format}' of {value.Type}");
        return format.ToUpperInvariant() switch
        {
            "HEX" => Casts.Text(value),
            "BASE64" => new($"replace(encode({value.Sql}, 'base64'), chr(10), '')", SqlType.Varchar),
            "UTF-8" or "UTF8" => new($"convert_from({value.Sql}, 'UTF8')", SqlType.Varchar),
            _ => throw SqlError.Unknown($"the binary format '{format}'"),
        };
    }

    private static Typed Number(Call call, bool isTry)
    {
        call.Takes(1, 3);
        var precision = call.Count > 1 ? Digits(call, 1) : SqlType.MostDigits;
        var scale = call.Count > 2 ? Digits(call, 2) : 0;
        return isTry ? TryCasts.To(call.Argument(0), SqlType.Number(precision, scale)) : Casts.To(call.Argument(0), SqlType.Number(precision, scale));
    }

    private static int Digits(Call call, int i) =>
        call.Function.Arguments[i] is NumberLiteral number && int.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out var digits)
            ? digits : throw SqlError.Unknown($"a format of {call.Function.Name}");

    private static Typed ToBinary(Call call, bool isTry)
    {
        var format = call.Takes(1, 2).Count > 1 ? call.Literal(1).ToUpperInvariant() : "HEX";
        var value = call.Argument(0);
        if (value.Type.Kind is TypeKind.Binary or TypeKind.Null) return Casts.To(value, SqlType.Binary);
        return (format, isTry) switch
        {
            ("HEX", true) => TryCasts.To(value, SqlType.Binary),
            ("HEX", false) => new($"sf.hex({Casts.Text(value).Sql})", SqlType.Binary),
            ("BASE64", false) => new($"decode({Casts.Text(value).Sql}, 'base64')", SqlType.Binary),
            ("UTF-8" or "UTF8", false) => new($"convert_to({Casts.Text(value).Sql}, 'UTF8')", SqlType.Binary),
            _ => throw SqlError.Unknown($"the binary format '{format}' of {call.Function.Name}"),
        };
    }

    /// <summary>Texts are read in the forms of ISO 8601, or in the format that is said; a number is seconds or the unit of its scale.</summary>
    private static Typed Moment(Call call, SqlType type, bool isTry)
    {
        var value = call.Takes(1, 2).Argument(0);
        if (value.Type.Kind == TypeKind.Number && type.IsTimestamp && !isTry) return OfNumber(call, value, type);
        if (call.Count > 1 && !string.Equals(call.Literal(1), "AUTO", StringComparison.OrdinalIgnoreCase)) return MomentReading.As(Casts.Text(value), call.Literal(1), type, isTry);
        return isTry ? TryCasts.To(value, type) : Casts.To(value, type);
    }

    private static Typed OfNumber(Call call, Typed value, SqlType type)
    {
        var scale = call.Count > 1 ? Digits(call, 1) : 0;
        var instant = $"(({value.Sql}) * {(scale == 0 ? "1" : "0." + new string('0', scale - 1) + "1")}::numeric)";
        return type.Kind == TypeKind.TimestampTz ? new($"sf.tz_here({instant})", type) : new(instant, type);
    }
}
