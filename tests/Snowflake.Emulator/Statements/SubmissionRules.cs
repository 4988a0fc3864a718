using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Statements;

/// <summary>What a submission may ask for, beyond the form of its body.</summary>
internal static class SubmissionRules
{
    /// <returns>The statements to run, in order.</returns>
    public static List<string> Check(SubmitBody body, ContextNames names)
    {
        CheckContext(body, names);
        var statements = StatementText.Split(body.Statement);
        if (statements.Any(StatementText.IsFileTransfer)) throw ApiError.Unsupported("PUT and GET");
        if (body.StatementCount != 0 && statements.Count != body.StatementCount)
            throw new ApiError(422, "000008", "0A000", $"Actual statement count {statements.Count} did not match the desired statement count {body.StatementCount}.");
        if (body.StatementCount != 1 && body.Bindings.Count > 0) throw ApiError.Unsupported("bindings of several statements");
        if (body.StatementCount == 1 && StatementText.NeedsSession(body.Statement) is { } feature) throw ApiError.Unsupported(feature);
        if (statements.Sum(StatementText.CountPlaceholders) > body.Bindings.Count)
            throw new ApiError(422, "002049", "42601", "SQL compilation error: Bind variable ? not set.");
        return statements;
    }

    private static void CheckContext(SubmitBody body, ContextNames names)
    {
        Known("390189", "Role", body.Role, names.Roles);
        Known("390201", "warehouse", body.Warehouse, names.Warehouses);
        Known("390201", "database", body.Database, names.Databases);
        Known("390201", "schema", body.Schema, names.Schemas);
    }

    private static void Known(string code, string kind, string name, IReadOnlySet<string> names)
    {
        if (name.Length > 0 && names.Count > 0 && !names.Contains(name))
            throw new ApiError(422, code, "08004", $"The requested {kind} '{name}' does not exist or is not authorized.");
    }
}
