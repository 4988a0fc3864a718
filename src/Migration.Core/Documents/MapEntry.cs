namespace Migration.Core.Documents;

/// <summary>One key of a map, with the key's own position.</summary>
public sealed record MapEntry(string Key, DocumentNode Value, int Line = 0, int Column = 0);
