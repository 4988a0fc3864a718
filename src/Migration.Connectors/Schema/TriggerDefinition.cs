namespace Migration.Connectors.Schema;

/// <summary>A trigger with the text that created it.</summary>
public sealed record TriggerDefinition(string Name, string Table, string Sql);
