using System.Globalization;
using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Values;

/// <summary>One column of a result and the type of .NET that all its values are given as.</summary>
internal sealed class SnowflakeColumn(RowType described)
{
    private const int DigitsOfInt64 = 18;
    private const int DigitsOfDecimal = 28;

    public string Name => described.Name;

    public string TypeName { get; } = described.Type.ToUpperInvariant();

    public bool IsNullable => described.Nullable;

    public int? Precision => described.Precision;

    public int? Scale => described.Scale;

    public long? Length => described.Length;

    public SnowflakeType Type { get; } = SnowflakeTypeNames.Of(described.Type.ToUpperInvariant());

    /// <summary>By type and declared width, never by the value at hand, so that a column has one type.</summary>
    public Type ClrType => Type switch
    {
        SnowflakeType.Fixed => (Scale ?? 0, Precision ?? 38) switch
        {
            (0, <= DigitsOfInt64) => typeof(long),
            (_, <= DigitsOfDecimal) => typeof(decimal),
            _ => typeof(SnowflakeDecimal),
        },
        SnowflakeType.Real => typeof(double),
        SnowflakeType.Binary => typeof(byte[]),
        SnowflakeType.Boolean => typeof(bool),
        SnowflakeType.Date => typeof(DateOnly),
        SnowflakeType.Time => typeof(TimeOnly),
        SnowflakeType.TimestampNtz => typeof(DateTime),
        SnowflakeType.TimestampLtz or SnowflakeType.TimestampTz => typeof(DateTimeOffset),
        _ => typeof(string),
    };

    public object Value(string text) => Type switch
    {
        SnowflakeType.Fixed => ClrType == typeof(long) ? Numbers.Int64(text) : ClrType == typeof(decimal) ? Numbers.Decimal(text) : SnowflakeDecimal.Parse(text),
        SnowflakeType.Real => Numbers.Double(text),
        SnowflakeType.Binary => Convert.FromHexString(text),
        SnowflakeType.Boolean => Boolean(text),
        SnowflakeType.Date => WireTime.Date(text),
        SnowflakeType.Time => WireTime.Time(text),
        SnowflakeType.TimestampNtz => Timestamp(text).ToDateTime(),
        SnowflakeType.TimestampLtz or SnowflakeType.TimestampTz => Timestamp(text).ToDateTimeOffset(),
        _ => text,
    };

    /// <summary>The value as text with nothing lost: numbers and text as they are, dates and times in ISO 8601, binary in hex.</summary>
    public string Text(string text) => Type switch
    {
        SnowflakeType.Date => WireTime.Date(text).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SnowflakeType.Time => WireTime.TimeText(text),
        SnowflakeType.TimestampNtz or SnowflakeType.TimestampLtz or SnowflakeType.TimestampTz => Timestamp(text).ToString(),
        _ => text,
    };

    /// <exception cref="InvalidCastException">The column holds no timestamps.</exception>
    public SnowflakeTimestamp Timestamp(string text) => Type switch
    {
        SnowflakeType.TimestampNtz => WireTime.Ntz(text),
        SnowflakeType.TimestampLtz => WireTime.Ltz(text),
        SnowflakeType.TimestampTz => WireTime.Tz(text),
        _ => throw NotA("timestamp"),
    };

    /// <exception cref="InvalidCastException">The column holds no booleans.</exception>
    public bool Boolean(string text) => text switch
    {
        _ when Type != SnowflakeType.Boolean => throw NotA("boolean"),
        "true" or "TRUE" or "1" => true,
        "false" or "FALSE" or "0" => false,
        _ => throw new FormatException($"'{text}' is no boolean."),
    };

    public InvalidCastException NotA(string wanted) => new($"Column '{Name}' of type {TypeName} can't be read as {wanted}.");
}
