using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Compiles an expression of a plan against its table, without a row.</summary>
internal static class ExpressionCheck
{
    /// <summary>Null where the expression is sound.</summary>
    /// <param name="table">Quoted.</param>
    public static async Task<string?> ProblemAsync(SnowflakeSession session, string table, string expression, CancellationToken cancellation)
    {
        if (!new SqlNesting(expression).IsOneExpression)
            return "It is not one expression: parentheses or quotes do not match, or a ';' stands in it.";
        try
        {
            // As a condition: aggregates and window functions, which would make one row of many, are refused there.
            await session.ScalarAsync($"SELECT 1 FROM {table} WHERE ({expression}\n) IS NOT NULL LIMIT 0", cancellation);
            return null;
        }
        catch (SnowflakeFailure failure) when (!failure.IsTransient)
        {
            return failure.Message;
        }
    }
}
