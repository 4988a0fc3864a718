namespace Migration.Connectors.Tables;

/// <summary>What was built after a table's rows.</summary>
public sealed record TableFinished(long IndexesCreated)
{
    /// <summary>What was not built and why, sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
