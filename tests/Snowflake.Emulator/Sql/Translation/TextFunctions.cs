using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Functions of texts and bytes.</summary>
internal static class TextFunctions
{
    public static IReadOnlyDictionary<string, Func<Call, Typed>> All { get; } = new Dictionary<string, Func<Call, Typed>>
    {
        ["LENGTH"] = Length,
        ["LEN"] = Length,
        ["OCTET_LENGTH"] = call => call.Takes(1).Argument(0) is { Type.Kind: TypeKind.Binary } bytes ? Count($"octet_length({bytes.Sql})") : Count($"octet_length({call.Text(0)})"),
        ["UPPER"] = call => Text($"upper({call.Takes(1).Text(0)})"),
        ["LOWER"] = call => Text($"lower({call.Takes(1).Text(0)})"),
        ["TRIM"] = call => Trim(call, "btrim"),
        ["LTRIM"] = call => Trim(call, "ltrim"),
        ["RTRIM"] = call => Trim(call, "rtrim"),
        ["SUBSTR"] = Substring,
        ["SUBSTRING"] = Substring,
        ["LEFT"] = call => Text($"left({call.Takes(2).Text(0)}, greatest({call.Integer(1)}, 0))"),
        ["RIGHT"] = call => Text($"right({call.Takes(2).Text(0)}, greatest({call.Integer(1)}, 0))"),
        ["CONCAT"] = call => call.Takes(1, 100).Arguments.Aggregate((left, right) => Operators.Binary("||", left, right)),
        ["REPLACE"] = call => Text($"replace({call.Takes(2, 3).Text(0)}, {call.Text(1)}, {(call.Count > 2 ? call.Text(2) : "''")})"),
        ["LPAD"] = call => Text($"lpad({call.Takes(2, 3).Text(0)}, {call.Integer(1)}, {(call.Count > 2 ? call.Text(2) : "' '")})"),
        ["RPAD"] = call => Text($"rpad({call.Takes(2, 3).Text(0)}, {call.Integer(1)}, {(call.Count > 2 ? call.Text(2) : "' '")})"),
        ["REPEAT"] = call => Text($"repeat({call.Takes(2).Text(0)}, {call.Integer(1)})"),
        ["REVERSE"] = call => Text($"reverse({call.Takes(1).Text(0)})"),
        ["CONTAINS"] = call => new($"(position({call.Takes(2).Text(1)} IN {call.Text(0)}) > 0)", SqlType.Boolean),
        ["STARTSWITH"] = call => new($"starts_with({call.Takes(2).Text(0)}, {call.Text(1)})", SqlType.Boolean),
        ["ENDSWITH"] = call => new($"(right({call.Takes(2).Text(0)}, length({call.Text(1)})) = {call.Text(1)})", SqlType.Boolean),
        ["POSITION"] = call => Count($"position({call.Takes(2).Text(0)} IN {call.Text(1)})"),
        ["CHARINDEX"] = call => Count($"position({call.Takes(2).Text(0)} IN {call.Text(1)})"),
        ["SPLIT_PART"] = call => Text($"split_part({call.Takes(3).Text(0)}, {call.Text(1)}, {call.Integer(2)})"),
        ["ASCII"] = call => Count($"ascii({call.Takes(1).Text(0)})"),
        ["CHR"] = call => Text($"chr({call.Takes(1).Integer(0)})"),
        ["REGEXP_LIKE"] = call => new($"({call.Takes(2).Text(0)} ~ ('^(?:' || {call.Text(1)} || ')$'))", SqlType.Boolean),
        ["REGEXP_REPLACE"] = call => Text($"regexp_replace({call.Takes(2, 3).Text(0)}, {call.Text(1)}, {(call.Count > 2 ? call.Text(2) : "''")}, 'g')"),
        ["MD5"] = call => Text($"md5({call.Takes(1).Text(0)})"),
        ["MD5_HEX"] = call => Text($"md5({call.Takes(1).Text(0)})"),
        ["MD5_NUMBER_UPPER64"] = call => new($"sf.md5_upper64({call.Takes(1).Text(0)})", SqlType.Number(20, 0)),
        ["MD5_NUMBER_LOWER64"] = call => new($"sf.md5_lower64({call.Takes(1).Text(0)})", SqlType.Number(20, 0)),
        ["SHA2"] = Sha2,
        ["SHA2_HEX"] = Sha2,
        ["HEX_ENCODE"] = call => Text($"upper(encode({Bytes(call.Takes(1, 2), 0)}, 'hex'))"),
        ["BASE64_ENCODE"] = call => Text($"replace(encode({Bytes(call.Takes(1), 0)}, 'base64'), chr(10), '')"),
        ["BASE64_DECODE_BINARY"] = call => new($"decode({call.Takes(1).Text(0)}, 'base64')", SqlType.Binary),
        ["BASE64_DECODE_STRING"] = call => Text($"convert_from(decode({call.Takes(1).Text(0)}, 'base64'), 'UTF8')"),
        ["HEX_DECODE_BINARY"] = call => new($"sf.hex({call.Takes(1).Text(0)})", SqlType.Binary),
        ["HEX_DECODE_STRING"] = call => Text($"convert_from(sf.hex({call.Takes(1).Text(0)}), 'UTF8')"),
    };

    private static Typed Text(string sql) => new(sql, SqlType.Varchar);

    private static Typed Count(string sql) => new($"({sql})::numeric", SqlType.Count);

    private static Typed Length(Call call) => call.Takes(1).Argument(0) is { Type.Kind: TypeKind.Binary } bytes ? Count($"octet_length({bytes.Sql})") : Count($"length({call.Text(0)})");

    private static Typed Trim(Call call, string function) => Text($"{function}({call.Takes(1, 2).Text(0)}{(call.Count > 1 ? $", {call.Text(1)}" : "")})");

    /// <summary>A start below zero counts from the end; PostgreSQL would count it from before the beginning.</summary>
    private static Typed Substring(Call call)
    {
        var value = call.Takes(2, 3).Argument(0);
        var text = value.Type.Kind == TypeKind.Binary ? value.Sql : Casts.Text(value).Sql;
        var start = $"(CASE WHEN {call.Integer(1)} < 0 THEN greatest(length({text}) + {call.Integer(1)} + 1, 1) ELSE greatest({call.Integer(1)}, 1) END)";
        var length = call.Count > 2 ? $", greatest({call.Integer(2)}, 0)" : "";
        return new($"substr({text}, {start}{length})", value.Type.Kind == TypeKind.Binary ? value.Type : SqlType.Varchar);
    }

    private static string Bytes(Call call, int i) =>
        call.Argument(i) is { Type.Kind: TypeKind.Binary } bytes ? bytes.Sql : $"convert_to({call.Text(i)}, 'UTF8')";

    private static Typed Sha2(Call call)
    {
        var bits = call.Takes(1, 2).Count > 1 ? call.Literal(1) : "256";
        return bits is "224" or "256" or "384" or "512" ? Text($"encode(sha{bits}({Bytes(call, 0)}), 'hex')") : throw SqlError.Arguments(call.Function.Name);
    }
}
