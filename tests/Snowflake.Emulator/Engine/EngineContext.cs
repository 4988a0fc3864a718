namespace Snowflake.Emulator.Engine;

/// <summary>What a request says it runs in; empty means the user's default.</summary>
public sealed record EngineContext(string User, string Role, string Warehouse, string Database, string Schema)
{
    /// <summary>The parameters of the request, names in upper case.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
