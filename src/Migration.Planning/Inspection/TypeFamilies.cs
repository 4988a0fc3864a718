using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>Which declared types hold which values, and what becomes of values of one in a column of another.</summary>
internal static class TypeFamilies
{
    // In order: POINT holds INT, DATETIME holds DATE, and the word that decides comes first.
    private static readonly (string Word, TypeFamily Family)[] Words =
    [
        ("CHAR", TypeFamily.Text), ("TEXT", TypeFamily.Text), ("CLOB", TypeFamily.Text), ("STRING", TypeFamily.Text), ("UUID", TypeFamily.Text),
        ("BLOB", TypeFamily.Bytes), ("BINARY", TypeFamily.Bytes), ("BYTEA", TypeFamily.Bytes),
        ("INTERVAL", TypeFamily.Temporal), ("DATE", TypeFamily.Temporal), ("TIME", TypeFamily.Temporal),
        ("BOOL", TypeFamily.Boolean),
        ("REAL", TypeFamily.Float), ("FLOA", TypeFamily.Float), ("DOUB", TypeFamily.Float),
        ("DEC", TypeFamily.Decimal), ("NUM", TypeFamily.Decimal), ("MONEY", TypeFamily.Decimal),
        ("POINT", TypeFamily.Any),
        ("INT", TypeFamily.Integer), ("SERIAL", TypeFamily.Integer),
    ];

    public static TypeFamily Of(string declaredType) => IsWholeNumber(declaredType) ? TypeFamily.Integer :
        Words.FirstOrDefault(w => declaredType.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Family;

    /// <summary>Snowflake has no other type for whole numbers; one beyond 64 bits is a row that is rejected by itself.</summary>
    private static bool IsWholeNumber(string declaredType) =>
        declaredType.StartsWith("NUMBER(", StringComparison.OrdinalIgnoreCase) && declaredType.EndsWith(",0)", StringComparison.Ordinal);

    /// <summary>Null where every value keeps its meaning, WARNING where its form may change, ERROR where values may be lost.</summary>
    public static Severity? Weigh(TypeFamily from, TypeFamily to) => (from, to) switch
    {
        (TypeFamily.Any, _) or (_, TypeFamily.Any) => null,
        _ when from == to => null,
        (TypeFamily.Boolean, TypeFamily.Integer or TypeFamily.Decimal) or (TypeFamily.Integer, TypeFamily.Boolean) => null,
        (TypeFamily.Integer or TypeFamily.Float, TypeFamily.Decimal) => null,
        (TypeFamily.Text or TypeFamily.Bytes or TypeFamily.Temporal, TypeFamily.Integer or TypeFamily.Float or TypeFamily.Boolean) => Severity.Error,
        (TypeFamily.Float or TypeFamily.Decimal, TypeFamily.Integer or TypeFamily.Boolean) => Severity.Error,
        (TypeFamily.Bytes, TypeFamily.Decimal or TypeFamily.Temporal) => Severity.Error,
        _ => Severity.Warning,
    };
}
