namespace Migration.Client;

/// <summary>What is to be proved of an execution.</summary>
/// <param name="Tables">Source tables; empty means all.</param>
internal sealed record ProofOrder(IReadOnlyList<string> Tables)
{
    /// <summary>What differs is copied again.</summary>
    public bool Repairs { get; init; }

    /// <summary>With that, rows that the target alone has are removed.</summary>
    public bool RemovesExtra { get; init; }
}
