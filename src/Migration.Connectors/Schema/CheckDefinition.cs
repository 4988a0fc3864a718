namespace Migration.Connectors.Schema;

/// <summary>A check constraint.</summary>
/// <param name="Expression">In the engine's words, without the outer parentheses.</param>
public sealed record CheckDefinition(string? Name, string Expression);
