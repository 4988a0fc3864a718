namespace Migration.Connectors.Schema;

/// <summary>An index made by its own statement.</summary>
public sealed record IndexDefinition(string Name, bool IsUnique, bool IsPartial, IReadOnlyList<KeyColumn> Parts, string Sql);
