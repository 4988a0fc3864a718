namespace Migration.Connectors.Schema;

/// <summary>A column as its database describes it.</summary>
/// <param name="DeclaredType">As written, "" where none is.</param>
public sealed record ColumnDefinition(string Name, string DeclaredType)
{
    public bool NotNull { get; init; }
    /// <summary>In the engine's words; null where there is none.</summary>
    public string? DefaultExpression { get; init; }
    public ColumnGeneration Generation { get; init; }
    public string Collation { get; init; } = "BINARY";

    public bool IsGenerated => Generation != ColumnGeneration.None;
}
