namespace Snowflake.Emulator.Sql.Types;

/// <summary>A type with its measures: digits of numbers, digits of fractions of seconds, characters or bytes.</summary>
internal sealed record SqlType(TypeKind Kind)
{
    public const int MostDigits = 38;
    public const long DefaultText = 16_777_216;
    public const long MostText = 134_217_728;
    public const long DefaultBinary = 8_388_608;

    public int Precision { get; init; }

    public int Scale { get; init; }

    public long Length { get; init; }

    public static SqlType Null { get; } = new(TypeKind.Null);
    public static SqlType Float { get; } = new(TypeKind.Float);
    public static SqlType Boolean { get; } = new(TypeKind.Boolean);
    public static SqlType Date { get; } = new(TypeKind.Date);
    public static SqlType Variant { get; } = new(TypeKind.Variant);
    public static SqlType Object { get; } = new(TypeKind.Object);
    public static SqlType Array { get; } = new(TypeKind.Array);
    public static SqlType Varchar { get; } = Text(MostText);
    public static SqlType Binary { get; } = Bytes(DefaultBinary);
    public static SqlType Count { get; } = Number(18, 0);

    public static SqlType Number(int precision, int scale) => new(TypeKind.Number) { Precision = Math.Min(MostDigits, precision), Scale = Math.Min(37, scale) };

    public static SqlType Text(long length) => new(TypeKind.Varchar) { Length = length };

    public static SqlType Bytes(long length) => new(TypeKind.Binary) { Length = length };

    public static SqlType Moment(TypeKind kind, int scale = 9) => new(kind) { Scale = scale };

    public bool IsSemiStructured => Kind is TypeKind.Variant or TypeKind.Object or TypeKind.Array;

    public bool IsTimestamp => Kind is TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz;

    public bool IsMoment => IsTimestamp || Kind is TypeKind.Time or TypeKind.Date;

    public int LeadingDigits => Precision - Scale;

    /// <summary>The word in a result's row type.</summary>
    public string Wire => Kind switch
    {
        TypeKind.Number => "fixed",
        TypeKind.Float => "real",
        TypeKind.Varchar or TypeKind.Null => "text",
        TypeKind.TimestampNtz => "timestamp_ntz",
        TypeKind.TimestampLtz => "timestamp_ltz",
        TypeKind.TimestampTz => "timestamp_tz",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The word in INFORMATION_SCHEMA and in SHOW COLUMNS; FIXED and REAL there stand for NUMBER and FLOAT.</summary>
    public string Word => Kind switch
    {
        TypeKind.Varchar or TypeKind.Null => "TEXT",
        TypeKind.TimestampNtz => "TIMESTAMP_NTZ",
        TypeKind.TimestampLtz => "TIMESTAMP_LTZ",
        TypeKind.TimestampTz => "TIMESTAMP_TZ",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    /// <summary>As DESCRIBE and error messages write it.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Number => $"NUMBER({Precision},{Scale})",
        TypeKind.Varchar or TypeKind.Null => $"VARCHAR({(Kind == TypeKind.Null ? DefaultText : Length)})",
        TypeKind.Binary => $"BINARY({Length})",
        TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => $"{Word}({Scale})",
        _ => Word,
    };

    /// <summary>How PostgreSQL holds it: moments are seconds with nine digits, since its own types have six.</summary>
    public string Stored => Kind switch
    {
        TypeKind.Number => $"numeric({Precision},{Scale})",
        TypeKind.Float => "float8",
        TypeKind.Varchar or TypeKind.Null => "text",
        TypeKind.Binary => "bytea",
        TypeKind.Boolean => "boolean",
        TypeKind.Date => "date",
        TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz => "numeric",
        _ => "jsonb",
    };
}
