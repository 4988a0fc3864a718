using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>A call of a function, whose arguments are translated when they are asked for.</summary>
internal sealed class Call(FunctionExpression function, ExpressionTranslator expressions)
{
    public FunctionExpression Function => function;

    public TranslationContext Context => expressions.Context;

    public ExpressionTranslator Expressions => expressions;

    public int Count => function.Arguments.Count;

    /// <exception cref="Engine.EngineException">There are fewer or more arguments.</exception>
    public Call Takes(int least, int? most = null) => Count >= least && Count <= (most ?? least) ? this : throw SqlError.Arguments(function.Name);

    public Typed Argument(int i) => expressions.Translate(function.Arguments[i]);

    public IReadOnlyList<Typed> Arguments => [.. function.Arguments.Select(expressions.Translate)];

    public string Text(int i) => Casts.Text(Argument(i)).Sql;

    public string Integer(int i) => $"({Casts.To(Argument(i), SqlType.Number(SqlType.MostDigits, 0)).Sql})::int";

    public Typed Number(int i)
    {
        var value = Argument(i);
        return value.Type.Kind switch
        {
            TypeKind.Number or TypeKind.Float => value,
            TypeKind.Null => Casts.To(value, SqlType.Number(1, 0)),
            TypeKind.Varchar => Casts.To(value, SqlType.Number(18, 5)),
            TypeKind.Variant => Casts.To(value, SqlType.Float),
            _ => throw SqlError.Types(function.Name, value.Type.ToString(), ""),
        };
    }

    /// <summary>An argument that has to be written as a literal.</summary>
    public string Literal(int i) => function.Arguments[i] switch
    {
        TextLiteral text => text.Text,
        NumberLiteral number => number.Text,
        ColumnExpression { Parts: [var word] } => word,
        _ => throw SqlError.Unknown($"an argument of {function.Name} that is no literal"),
    };

    /// <summary>The call as an aggregate or over a window.</summary>
    public string Over(string sql)
    {
        if (function.Window is not { } window) return sql;
        var partition = window.Partition.Count == 0 ? "" : $"PARTITION BY {string.Join(", ", window.Partition.Select(key => expressions.Translate(key).Sql))}";
        var order = window.Order.Count == 0 ? "" : $" ORDER BY {string.Join(", ", window.Order.Select(expressions.Order))}";
        return $"{sql} OVER ({partition}{order} {window.Frame})";
    }
}
