using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Operators between two values, with the digits that Snowflake gives their results.</summary>
internal static class Operators
{
    public static Typed Binary(string symbol, Typed left, Typed right) => symbol switch
    {
        "AND" or "OR" => new($"({Casts.Boolean(left).Sql} {symbol} {Casts.Boolean(right).Sql})", SqlType.Boolean),
        "=" or "<>" or "<" or "<=" or ">" or ">=" => Compare(symbol, left, right),
        "||" => Concatenate(left, right),
        _ => Arithmetic(symbol, left, right),
    };

    public static Typed Compare(string symbol, Typed left, Typed right)
    {
        var common = CommonType.Of(left.Type, right.Type, symbol);
        return new($"({Comparable(left, common)} {symbol} {Comparable(right, common)})", SqlType.Boolean) { IsNullable = left.IsNullable || right.IsNullable };
    }

    /// <summary>Both numbers keep their digits, and timestamps with an offset are compared as instants.</summary>
    public static string Comparable(Typed value, SqlType common)
    {
        if (common.Kind == TypeKind.TimestampTz) return $"sf.tz_instant({Casts.To(value, common).Sql})";
        if (value.Type.Kind == common.Kind) return value.Sql;
        return common.Kind == TypeKind.Number && value.Type.Kind == TypeKind.Varchar ? $"sf.number({value.Sql})" : Casts.To(value, common).Sql;
    }

    /// <summary>Several values as one type.</summary>
    public static (SqlType Type, List<string> Sql) Unify(IReadOnlyList<Typed> values, string operation)
    {
        var common = CommonType.Of(values.Select(value => value.Type), operation);
        return (common, [.. values.Select(value => common.Kind == TypeKind.Null ? value.Sql : Casts.To(value, common).Sql)]);
    }

    private static Typed Concatenate(Typed left, Typed right)
    {
        if (left.Type.Kind == TypeKind.Binary && right.Type.Kind == TypeKind.Binary) return left with { Sql = $"({left.Sql} || {right.Sql})" };
        if (left.Type.IsSemiStructured || right.Type.IsSemiStructured || left.Type.Kind == TypeKind.Binary || right.Type.Kind == TypeKind.Binary)
            throw SqlError.Types("CONCAT", left.Type.ToString(), right.Type.ToString());
        return new($"({Casts.Text(left).Sql} || {Casts.Text(right).Sql})", SqlType.Varchar) { IsNullable = left.IsNullable || right.IsNullable };
    }

    private static Typed Arithmetic(string symbol, Typed left, Typed right)
    {
        if (left.Type.IsMoment || right.Type.IsMoment) return OfDates(symbol, left, right);
        left = Numeric(symbol, left);
        right = Numeric(symbol, right);
        if (left.Type.Kind == TypeKind.Float || right.Type.Kind == TypeKind.Float)
            return new(symbol == "%" ? throw SqlError.Unknown("the remainder of floats") : $"({Casts.To(left, SqlType.Float).Sql} {symbol} {Casts.To(right, SqlType.Float).Sql})", SqlType.Float);
        return symbol switch
        {
            "*" => Product(left, right),
            "/" => Quotient(left, right),
            "%" => new($"mod({left.Sql}, {right.Sql})", SqlType.Number(SqlType.MostDigits, Math.Max(left.Type.Scale, right.Type.Scale))),
            _ => Sum(symbol, left, right),
        };
    }

    private static Typed OfDates(string symbol, Typed left, Typed right) => (symbol, left.Type.Kind, right.Type.Kind) switch
    {
        ("+", TypeKind.Date, TypeKind.Number) => left with { Sql = $"({left.Sql} + ({right.Sql})::int)" },
        ("-", TypeKind.Date, TypeKind.Number) => left with { Sql = $"({left.Sql} - ({right.Sql})::int)" },
        ("-", TypeKind.Date, TypeKind.Date) => new($"({left.Sql} - {right.Sql})::numeric", SqlType.Number(9, 0)),
        _ => throw SqlError.Types(symbol, left.Type.ToString(), right.Type.ToString()),
    };

    private static Typed Numeric(string symbol, Typed value) => value.Type.Kind switch
    {
        TypeKind.Number or TypeKind.Float => value,
        TypeKind.Null => Casts.To(value, SqlType.Number(1, 0)),
        TypeKind.Varchar => Casts.To(value, SqlType.Number(18, 5)),
        TypeKind.Variant => Casts.To(value, SqlType.Float),
        _ => throw SqlError.Types(symbol, value.Type.ToString(), ""),
    };

    private static Typed Sum(string symbol, Typed left, Typed right)
    {
        var scale = Math.Max(left.Type.Scale, right.Type.Scale);
        var leading = Math.Max(left.Type.LeadingDigits, right.Type.LeadingDigits) + 1;
        return Checked($"({left.Sql} {symbol} {right.Sql})", leading, scale) with { IsNullable = left.IsNullable || right.IsNullable };
    }

    private static Typed Product(Typed left, Typed right)
    {
        var scale = Math.Min(left.Type.Scale + right.Type.Scale, Math.Max(Math.Max(left.Type.Scale, right.Type.Scale), 12));
        return Checked($"({left.Sql} * {right.Sql})", left.Type.LeadingDigits + right.Type.LeadingDigits, scale) with { IsNullable = left.IsNullable || right.IsNullable };
    }

    private static Typed Quotient(Typed left, Typed right)
    {
        var scale = Math.Max(left.Type.Scale, Math.Min(left.Type.Scale + 6, 12));
        // PostgreSQL gives the quotient as many digits as the operands have at least.
        return Checked($"(({left.Sql} * 1.000000000000) / {right.Sql})", left.Type.LeadingDigits + right.Type.Scale, scale);
    }

    private static Typed Checked(string sql, int leading, int scale)
    {
        var type = SqlType.Number(leading + scale, scale);
        return new($"({sql})::numeric({SqlType.MostDigits},{type.Scale})", type);
    }
}
