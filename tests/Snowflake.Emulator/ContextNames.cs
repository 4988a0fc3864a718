namespace Snowflake.Emulator;

/// <summary>Names as they are stored. A context that differs in case names nothing.</summary>
public sealed record ContextNames
{
    public IReadOnlySet<string> Databases { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Schemas { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Warehouses { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();
}
