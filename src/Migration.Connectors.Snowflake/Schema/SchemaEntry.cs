namespace Migration.Connectors.Snowflake.Schema;

/// <summary>A name of a schema.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Type">BASE TABLE, VIEW.</param>
internal sealed record SchemaEntry(string Name, string Type, string? Comment);
