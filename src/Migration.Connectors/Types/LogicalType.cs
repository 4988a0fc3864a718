using System.Text.Json.Serialization;

namespace Migration.Connectors.Types;

/// <summary>What the values of a column mean, whichever engine keeps them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LogicalType>))]
public enum LogicalType
{
    /// <summary>Values of any kind, each with its own: a SQLite column without a type.</summary>
    Any,
    Boolean,
    /// <summary>Two's complement of <see cref="ColumnType.Bits"/> bits.</summary>
    Integer,
    /// <summary>4 bytes, IEEE 754.</summary>
    Single,
    /// <summary>8 bytes, IEEE 754.</summary>
    Double,
    Decimal,
    Text,
    Bytes,
    Date,
    /// <summary>Of a day, without a zone.</summary>
    Time,
    /// <summary>Date and time as a wall shows them, at microseconds.</summary>
    Timestamp,
    /// <summary>A moment, the same everywhere, at microseconds.</summary>
    Instant,
    /// <summary>Months, days and microseconds, each on its own.</summary>
    Interval,
    Uuid,
    /// <summary>JSON with its text as it was written.</summary>
    Json,
    /// <summary>JSON as values: the engine orders keys and drops spaces.</summary>
    JsonValue,
    /// <summary>One of a few words.</summary>
    Enumeration,
    /// <summary>A list; written as text where the other engine has none.</summary>
    Array,
    /// <summary>A type of one engine alone, which has a text form.</summary>
    Other,
}
