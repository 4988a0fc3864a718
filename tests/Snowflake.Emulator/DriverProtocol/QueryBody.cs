using System.Text.Json;
using Snowflake.Emulator.Protocol;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>A statement as a driver sends it; what the emulator does not serve is refused by its name.</summary>
internal sealed record QueryBody(SubmitBody Submit, bool IsAsynchronous)
{
    private static readonly string[] Fields = ["sqlText", "asyncExec", "describeOnly", "bindings", "bindStage", "parameters", "queryContextDTO"];

    public static QueryBody Read(JsonElement body)
    {
        if (body.EnumerateObject().FirstOrDefault(field => !Fields.Contains(field.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            throw ApiError.BadPayload($"'{unknown.Name}' is not a field of a query.");
        if (Has(body, "describeOnly") && body.GetProperty("describeOnly").GetBoolean()) throw ApiError.Unsupported("describeOnly");
        if (Has(body, "bindStage")) throw ApiError.Unsupported("binds by a stage");
        var submit = new SubmitBody
        {
            Statement = body.GetProperty("sqlText").GetString()!,
            Bindings = Has(body, "bindings") ? SubmitBodyReader.Bindings(body.GetProperty("bindings")) : [],
            Parameters = Has(body, "parameters") ? Parameters(body.GetProperty("parameters")) : new Dictionary<string, string>(),
        };
        Check(submit);
        return new(submit, Has(body, "asyncExec") && body.GetProperty("asyncExec").GetBoolean());
    }

    private static void Check(SubmitBody body)
    {
        if (StatementText.Split(body.Statement).Count != 1)
            throw new ApiError(422, "000008", "0A000", $"Actual statement count {StatementText.Split(body.Statement).Count} did not match the desired statement count 1.");
        if (StatementText.CountPlaceholders(body.Statement) > body.Bindings.Count)
            throw new ApiError(422, "002049", "42601", "SQL compilation error: Bind variable ? not set.");
    }

    private static Dictionary<string, string> Parameters(JsonElement parameters)
    {
        var all = parameters.EnumerateObject().ToDictionary(parameter => parameter.Name.ToUpperInvariant(), parameter => parameter.Value.GetString()!);
        return all.Keys.FirstOrDefault(name => name != "QUERY_TAG") is { } unknown ? throw ApiError.Unsupported($"the parameter {unknown} of a query") : all;
    }

    private static bool Has(JsonElement body, string field) => body.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;
}
