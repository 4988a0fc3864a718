namespace Migration.Connectors.Schema;

/// <summary>A foreign key.</summary>
/// <param name="ReferencedColumns">Empty means the referenced table's primary key.</param>
public sealed record ForeignKeyDefinition(
    IReadOnlyList<string> Columns,
    string ReferencedTable,
    IReadOnlyList<string> ReferencedColumns)
{
    /// <summary>"" where the engine keeps none.</summary>
    public string Name { get; init; } = "";
    /// <summary>Of the referenced table; "" for the schema of its own.</summary>
    public string ReferencedSchema { get; init; } = "";
    /// <summary>Of the referenced table; "" for the database of its own.</summary>
    public string ReferencedDatabase { get; init; } = "";
    public string OnUpdate { get; init; } = "NO ACTION";
    public string OnDelete { get; init; } = "NO ACTION";
    public bool IsDeferred { get; init; }
}
