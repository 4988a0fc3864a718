using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Names of types with their measures.</summary>
internal static class TypeParser
{
    public static SqlType Type(this TokenReader tokens)
    {
        var name = tokens.Current.Kind == TokenKind.Word ? tokens.Next().Text : throw tokens.Unexpected();
        return name switch
        {
            "NUMBER" or "DECIMAL" or "DEC" or "NUMERIC" => Number(tokens),
            "INT" or "INTEGER" or "BIGINT" or "SMALLINT" or "TINYINT" or "BYTEINT" => SqlType.Number(SqlType.MostDigits, 0),
            "DOUBLE" => Double(tokens),
            "FLOAT" or "FLOAT4" or "FLOAT8" or "REAL" => SqlType.Float,
            "VARCHAR" or "STRING" or "TEXT" or "NVARCHAR" or "NVARCHAR2" => SqlType.Text(Length(tokens, SqlType.DefaultText, SqlType.MostText)),
            "CHAR" or "CHARACTER" or "NCHAR" => SqlType.Text(Length(tokens, 1, SqlType.MostText)),
            "BINARY" or "VARBINARY" => SqlType.Bytes(Length(tokens, SqlType.DefaultBinary, 67_108_864)),
            "BOOLEAN" => SqlType.Boolean,
            "DATE" => SqlType.Date,
            "VARIANT" => SqlType.Variant,
            "OBJECT" => SqlType.Object,
            "ARRAY" => SqlType.Array,
            "TIME" => SqlType.Moment(TypeKind.Time, Scale(tokens)),
            "TIMESTAMP" or "DATETIME" or "TIMESTAMP_NTZ" or "TIMESTAMPNTZ" => SqlType.Moment(TypeKind.TimestampNtz, Scale(tokens)),
            "TIMESTAMP_LTZ" or "TIMESTAMPLTZ" => SqlType.Moment(TypeKind.TimestampLtz, Scale(tokens)),
            "TIMESTAMP_TZ" or "TIMESTAMPTZ" => SqlType.Moment(TypeKind.TimestampTz, Scale(tokens)),
            _ => throw new EngineException("002040", "42601", $"SQL compilation error:\nUnsupported data type '{name}'."),
        };
    }

    private static SqlType Number(TokenReader tokens)
    {
        if (!tokens.Take("(")) return SqlType.Number(SqlType.MostDigits, 0);
        var precision = tokens.Integer();
        var scale = tokens.Take(",") ? tokens.Integer() : 0;
        tokens.Expect(")");
        if (precision is < 1 or > SqlType.MostDigits || scale > 37 || scale > precision)
            throw new EngineException("002018", "22023", $"SQL compilation error:\nInvalid precision or scale: NUMBER({precision},{scale}).");
        return SqlType.Number(precision, scale);
    }

    private static SqlType Double(TokenReader tokens)
    {
        tokens.Take("PRECISION");
        return SqlType.Float;
    }

    private static long Length(TokenReader tokens, long byDefault, long most)
    {
        if (!tokens.Take("(")) return byDefault;
        var length = tokens.Integer();
        tokens.Expect(")");
        return length >= 1 && length <= most ? length : throw new EngineException("002018", "22023", $"SQL compilation error:\nInvalid length {length}; must be between 1 and {most}.");
    }

    private static int Scale(TokenReader tokens)
    {
        if (!tokens.Take("(")) return 9;
        var scale = tokens.Integer();
        tokens.Expect(")");
        return scale <= 9 ? scale : throw new EngineException("002018", "22023", $"SQL compilation error:\nInvalid precision {scale}; must be between 0 and 9.");
    }
}
