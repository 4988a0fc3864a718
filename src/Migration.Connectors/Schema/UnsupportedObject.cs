namespace Migration.Connectors.Schema;

/// <summary>An object of a schema that no migration moves.</summary>
public sealed record UnsupportedObject(string Name, string Reason);
