namespace Migration.Connectors.Tables;

/// <summary>What came after a table's rows.</summary>
public sealed record TableFinished(long IndexesCreated)
{
    /// <summary>The rows are not there any more, and neither is their ledger: they are to be copied again.</summary>
    public bool RowsLost { get; init; }
}
