namespace Snowflake.Emulator.Sql.Types;

/// <summary>The type that two values have together in a CASE, a UNION or a comparison.</summary>
internal static class CommonType
{
    public static SqlType Of(IEnumerable<SqlType> types, string operation) => types.Aggregate(SqlType.Null, (left, right) => Of(left, right, operation));

    public static SqlType Of(SqlType left, SqlType right, string operation)
    {
        if (left.Kind == TypeKind.Null) return right;
        if (right.Kind == TypeKind.Null) return left;
        if (left.Kind == right.Kind) return Widest(left, right);
        return Higher(left, right) ?? Higher(right, left) ?? throw SqlError.Types(operation, left.ToString(), right.ToString());
    }

    private static SqlType Widest(SqlType left, SqlType right) => left.Kind switch
    {
        TypeKind.Number => SqlType.Number(Math.Max(left.LeadingDigits, right.LeadingDigits) + Math.Max(left.Scale, right.Scale), Math.Max(left.Scale, right.Scale)),
        _ => left with { Length = Math.Max(left.Length, right.Length), Scale = Math.Max(left.Scale, right.Scale) },
    };

    /// <summary>A text becomes what the other is, and so does a variant.</summary>
    private static SqlType? Higher(SqlType one, SqlType other) => (one.Kind, other.Kind) switch
    {
        (TypeKind.Varchar, TypeKind.Number) => SqlType.Number(SqlType.MostDigits, Math.Max(other.Scale, 5)),
        (TypeKind.Varchar, TypeKind.Variant or TypeKind.Object or TypeKind.Array or TypeKind.Binary) => null,
        (TypeKind.Varchar, _) => other,
        (TypeKind.Object or TypeKind.Array, TypeKind.Variant) => other,
        (TypeKind.Variant, not (TypeKind.Binary or TypeKind.Object or TypeKind.Array)) => other,
        (TypeKind.Number, TypeKind.Float) => other,
        (TypeKind.Date, TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz) => other,
        (TypeKind.TimestampNtz, TypeKind.TimestampLtz or TypeKind.TimestampTz) => other,
        (TypeKind.TimestampLtz, TypeKind.TimestampTz) => other,
        (TypeKind.Boolean, TypeKind.Number) => other,
        _ => null,
    };
}
