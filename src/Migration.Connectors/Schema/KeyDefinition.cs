namespace Migration.Connectors.Schema;

/// <summary>A primary or unique key over whole columns of every row.</summary>
/// <param name="Name">The name of the constraint or of its index; "" where the engine has none.</param>
public sealed record KeyDefinition(string Name, IReadOnlyList<KeyColumn> Columns);
