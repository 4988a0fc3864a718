namespace Migration.Connectors.Tables;

/// <summary>What a rollback of a table did.</summary>
public sealed record RollbackResult(long RowsRemoved, bool TableDropped)
{
    /// <summary>What a person can still do about it, a sentence; null for nothing.</summary>
    public string? Advice { get; init; }
}
