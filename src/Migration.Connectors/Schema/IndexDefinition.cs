namespace Migration.Connectors.Schema;

/// <summary>An index made by its own statement.</summary>
public sealed record IndexDefinition(string Name, bool IsUnique, bool IsPartial, IReadOnlyList<KeyColumn> Parts, string Sql)
{
    /// <summary>Valid, and kept in the order of its parts: rows can be found by comparison.</summary>
    public bool IsOrdered { get; init; } = true;
}
