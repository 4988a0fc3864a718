namespace Migration.Core.Documents;

/// <summary>Values in order.</summary>
public sealed record ListNode(IReadOnlyList<DocumentNode> Items, int Line = 0, int Column = 0) : DocumentNode(Line, Column);
