namespace Migration.Connectors.Schema;

/// <summary>Everything of a schema that a migration can move, and by name what it can't.</summary>
public sealed record SchemaDefinition(
    string Name,
    IReadOnlyList<TableDefinition> Tables,
    IReadOnlyList<ViewDefinition> Views,
    IReadOnlyList<TriggerDefinition> Triggers)
{
    /// <summary>The engine in whose words views and triggers are written.</summary>
    public string Dialect { get; init; } = TableDefinition.SqliteDialect;

    /// <summary>The database by the name that its engine knows; empty where names are looked up in one alone.</summary>
    public string Database { get; init; } = "";

    /// <summary>Objects that are refused, each with its reason: virtual tables and their shadows.</summary>
    public IReadOnlyList<UnsupportedObject> Unsupported { get; init; } = [];

    /// <summary>Names compare as the engine compares them; SQLite ignores the case of ASCII letters.</summary>
    public StringComparer NameComparer { get; init; } = StringComparer.OrdinalIgnoreCase;

    public TableDefinition? FindTable(string name) => Tables.FirstOrDefault(t => NameComparer.Equals(t.Name, name));
}
