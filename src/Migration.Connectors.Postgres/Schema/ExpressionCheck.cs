using Migration.Connectors.Postgres.Engine;
using Npgsql;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Compiles an expression of a plan against its table, without running it.</summary>
internal static class ExpressionCheck
{
    /// <summary>Null where the expression is sound.</summary>
    public static async Task<string?> ProblemAsync(PostgresSession session, string table, string expression, CancellationToken cancellation)
    {
        if (!new SqlNesting(expression).IsOneExpression)
            return "It is not one expression: parentheses or quotes do not match, or a ';' stands in it.";
        try
        {
            // As a condition: aggregates and window functions, which would make one row of many, are refused there.
            await DescribeAsync(session, $"SELECT 1 FROM {table} WHERE ({expression}\n) IS NOT NULL", cancellation);
            var columns = await DescribeAsync(session, $"SELECT ({expression}\n) FROM {table}", cancellation);
            return columns == 1 ? null : "It gives more than one value.";
        }
        catch (PostgresFailure failure) when (!failure.IsTransient)
        {
            return failure.Message;
        }
    }

    private static Task<int> DescribeAsync(PostgresSession session, string sql, CancellationToken cancellation) => session.GuardAsync(async ending =>
    {
        await using var command = new NpgsqlCommand(sql, session.Connection);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SchemaOnly, ending);
        return reader.FieldCount;
    }, cancellation);
}
