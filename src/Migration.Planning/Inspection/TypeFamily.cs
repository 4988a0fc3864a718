namespace Migration.Planning;

/// <summary>What kind of values a declared type is for.</summary>
internal enum TypeFamily
{
    /// <summary>No type, or one that none of the words below names.</summary>
    Any,
    Integer,
    Float,
    Decimal,
    Boolean,
    Temporal,
    Text,
    Bytes,
}
