using Migration.Connectors.Sqlite.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Compiles an expression of a plan against its table, without running it.</summary>
internal static class ExpressionCheck
{
    /// <summary>Null where the expression is sound.</summary>
    public static string? Problem(SqliteSession session, string table, string expression)
    {
        if (!IsOneExpression(expression))
            return "It is not one expression: parentheses do not match, or a ';' or a parameter stands in it.";
        try
        {
            // As a condition: aggregates and window functions, which would make one row of many, are refused there.
            session.Prepare($"SELECT 1 FROM {SqliteNames.Quote(table)} WHERE ({expression}\n)").Dispose();
            using var statement = session.Prepare($"SELECT ({expression}\n) FROM {SqliteNames.Quote(table)} LIMIT 0");
            return statement.ColumnCount == 1 ? null : "It gives more than one value.";
        }
        catch (MigrationException failure)
        {
            return failure.Message;
        }
    }

    // Placed between parentheses, such a text can't reach out of them.
    private static bool IsOneExpression(string expression)
    {
        var text = new SqlText(expression);
        var depth = 0;
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (text.IsSymbol(i, '('))
                depth++;
            else if (text.IsSymbol(i, ')') && --depth < 0)
                return false;
            else if (text.IsSymbol(i, ';') || text.IsSymbol(i, '?') || text.IsSymbol(i, ':') || text.IsSymbol(i, '@'))
                return false;
        }
        return depth == 0 && text.Tokens.Count > 0;
    }
}
