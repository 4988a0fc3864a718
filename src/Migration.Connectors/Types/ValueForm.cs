namespace Migration.Connectors.Types;

/// <summary>
/// The one form that a logical value has on its way and in the hash, whichever engine it is read from. Integers,
/// numbers of days and microseconds are tagged Integer, words are Text, bytes are Blob.
/// </summary>
public enum ValueForm
{
    /// <summary>As SQLite stores it, with its own tag; between two SQLite files.</summary>
    AsStored,
    /// <summary>The engine's own binary form; between two tables of one engine.</summary>
    Native,
    Integer,
    /// <summary>0 or 1.</summary>
    Boolean,
    /// <summary>One NaN, no negative zero.</summary>
    Double,
    /// <summary>Rounded to 4 bytes.</summary>
    Single,
    /// <summary>Digits without exponent, leading zeros and zeros at the end of a fraction; NaN, Infinity, -Infinity.</summary>
    Decimal,
    /// <summary>UTF-8 that is valid, without NUL.</summary>
    Text,
    Bytes,
    /// <summary>Days since 2000-01-01; the ends of 32 bits are the infinities.</summary>
    Date,
    /// <summary>Microseconds since midnight.</summary>
    Time,
    /// <summary>Microseconds since 2000-01-01; the ends of 64 bits are the infinities.</summary>
    Timestamp,
    /// <summary>Microseconds since 2000-01-01 in UTC.</summary>
    Instant,
    /// <summary>16 bytes, big endian: microseconds, days, months.</summary>
    Interval,
    /// <summary>16 bytes.</summary>
    Uuid,
    /// <summary>JSON with keys in order, without spaces, numbers without exponents.</summary>
    JsonValue,
}
