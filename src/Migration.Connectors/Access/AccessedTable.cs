namespace Migration.Connectors.Access;

/// <summary>A table that is there.</summary>
/// <param name="Path">Where problems of it are reported.</param>
/// <param name="Name">As the database has it.</param>
public sealed record AccessedTable(string Path, string Name);
