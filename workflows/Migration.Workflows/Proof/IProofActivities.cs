using Temporalio.Activities;

namespace Migration.Workflows;

/// <summary>What is done with a table after, or beside, its own course.</summary>
public interface IProofActivities
{
    /// <summary>Compares the sides of a table, and asks its rules where all rows are there. Writes nothing.</summary>
    [Activity]
    Task<TableValidationResult> ProveTableAsync(ProofTask task);

    /// <summary>Makes the rows of the ledger's ranges what the source has now. May run again after a crash: it then finds less to do.</summary>
    [Activity]
    Task<RepairCounts> RepairTableAsync(ProofTask task);
}
