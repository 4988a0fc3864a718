using Migration.Connectors.Ledger;

namespace Migration.Connectors.Tables;

/// <summary>Makes ranges of a target what the source has now, by an engine that holds both: no row leaves it.</summary>
public interface IRangeMending
{
    /// <summary>In one transaction with the range's ledger row. Fails with ATTEMPT_FENCED as a commit does.</summary>
    /// <param name="removesExtra">Rows of the execution that the source lacks go as well.</param>
    /// <param name="epoch">Of the range's shard.</param>
    Task<MendedRange> MendAsync(LedgerRange range, bool removesExtra, long epoch, CancellationToken cancellation);
}
