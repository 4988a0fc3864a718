using Temporalio.Activities;

namespace Migration.Workflows;

/// <summary>What is done to one table. Each may run again after a crash at any instant and must bear that.</summary>
public interface ITableMigrationActivities
{
    /// <summary>Records how to undo, then creates the target table or checks the one that is there.</summary>
    [Activity]
    Task<TablePreparation> PrepareTableAsync(TableTask task);

    /// <summary>Copies for one checkpoint interval from where the ledger says. When cancelled, the batch in flight commits and the checkpoint comes back as ever.</summary>
    [Activity]
    Task<TableCopy> CopyTableAsync(TableCopyInput input);

    /// <summary>Makes what is cheaper with the rows in place: indexes.</summary>
    [Activity]
    Task<TableCompletion?> FinishTableAsync(TableTask task);

    [Activity]
    Task<TableValidationResult> ValidateTableAsync(TableTask task);

    /// <summary>Reads and transforms every row and writes none.</summary>
    [Activity]
    Task<TableRehearsal> RehearseTableAsync(TableTask task);

    /// <summary>Takes the table back to what it was and verifies that by hash.</summary>
    [Activity]
    Task<TableRollback> RollBackTableAsync(TableTask task);
}
