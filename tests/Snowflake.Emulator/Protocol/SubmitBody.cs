using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Protocol;

/// <summary>The body of a submission, checked.</summary>
internal sealed record SubmitBody
{
    public string Statement { get; init; } = "";
    public TimeSpan? Timeout { get; init; }
    public string Database { get; init; } = "";
    public string Schema { get; init; } = "";
    public string Warehouse { get; init; } = "";
    public string Role { get; init; } = "";
    public IReadOnlyList<EngineBinding> Bindings { get; init; } = [];
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public int StatementCount => int.Parse(Parameters.GetValueOrDefault("MULTI_STATEMENT_COUNT", "1"), System.Globalization.CultureInfo.InvariantCulture);

    public string QueryTag => Parameters.GetValueOrDefault("QUERY_TAG", "");
}
