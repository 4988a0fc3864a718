using Migration.Connectors.Schema;
using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>The target side of a whole execution. Every method may be repeated after a crash.</summary>
public interface IExecutionTarget : IAsyncDisposable
{
    /// <summary>Reserves target tables.</summary>
    /// <exception cref="TargetClaimedException">Another execution holds one, finished or not: it has not released it.</exception>
    Task ClaimAsync(string planId, IReadOnlyList<string> targetTables, CancellationToken cancellation);

    /// <summary>Takes away the claims of an execution that will never release them, and shuts out what may still copy for it.</summary>
    Task DispossessAsync(string holder, CancellationToken cancellation);

    /// <summary>
    /// Makes everything durable, also what was left in the middle, gives up the claims and puts back what was changed of the database's settings; gives
    /// a sentence for each setting that could not be put back.
    /// </summary>
    Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellation);

    /// <summary>
    /// Drops backups and the ledger of this execution, and the ledger's tables with the last of them.
    /// Rollback is not possible afterwards.
    /// </summary>
    Task CleanupAsync(CancellationToken cancellation);

    /// <summary>
    /// Creates what waits for every table to have its rows, and the views and triggers given that the target lacks;
    /// gives a warning for each foreign key that the engine refuses.
    /// </summary>
    /// <param name="parallelism">In so many sessions at once, where the engine can.</param>
    Task<IReadOnlyList<Problem>> FinishSchemaAsync(SchemaDefinition source, int parallelism, CancellationToken cancellation);

    /// <summary>Takes back what <see cref="FinishSchemaAsync"/> made; gives a warning for each object that stays, since it is not what was made any more.</summary>
    Task<IReadOnlyList<Problem>> UndoSchemaAsync(CancellationToken cancellation);

    /// <summary>Fails with FOREIGN_KEY_VIOLATED where rows of the given tables point nowhere.</summary>
    Task CheckForeignKeysAsync(IReadOnlyList<string> targetTables, CancellationToken cancellation);
}
