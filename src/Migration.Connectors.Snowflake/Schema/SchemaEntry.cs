using Migration.Connectors.Schema;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>A name of a schema.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Type">BASE TABLE, VIEW.</param>
internal sealed record SchemaEntry(string Name, string Type, string? Comment)
{
    /// <summary>Where they were asked for.</summary>
    public IReadOnlyList<CheckDefinition> Checks { get; init; } = [];

    /// <summary>Why they are not known; null where they are, or nobody asked.</summary>
    public string? ChecksRefusal { get; init; }
}
