namespace Migration.Core.Documents;

/// <summary>Keys and values in the document's order. A key that stands twice stands here twice; readers report it.</summary>
public sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line = 0, int Column = 0) : DocumentNode(Line, Column);
