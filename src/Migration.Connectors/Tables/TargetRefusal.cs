using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>Why a step on a target table is refused, in the same words whichever engine it is of.</summary>
public static class TargetRefusal
{
    // What an execution leaves behind when it is over must not come back with a step of it that slept meanwhile.
    public static MigrationException NotHeld(TableJob job) => new(ErrorCodes.AttemptFenced,
        $"Execution '{job.ExecutionId}' does not hold table '{job.TargetTable}' of the target any more; nothing was prepared. Nothing is to be done.");

    public static MigrationException NotPrepared(TableJob job) => new(ErrorCodes.LedgerInvalid,
        $"Table '{job.TargetTable}' of the target is not prepared for execution '{job.ExecutionId}', or was rolled back. Start a new execution.");

    public static MigrationException Gone(TableJob job) => new(ErrorCodes.TableUnknown,
        $"Table '{job.TargetTable}' is gone from the target. Roll back, or start a new execution.");

    public static MigrationException NotCreated(TableJob job, string sql, MigrationException refused) => new(ErrorCodes.StatementFailed,
        $"Table '{job.TargetTable}' can't be created in the target. {refused.Message} Create it by hand, or map its columns so that it can.", inner: refused)
    {
        Sql = sql,
    };

    /// <summary>Of a table that is there before a bulk load.</summary>
    public static Problem NotOwned(string table) => new($"tables.{table}", ErrorCodes.TargetExists,
        $"The target has table '{table}' already, and the strategy BULK loads only tables that the migration creates: it builds their keys after the rows.",
        "Use BATCH, drop the table, or choose another targetTable.");

    /// <summary>Of a name that no table has.</summary>
    /// <param name="taker">What has it instead, such as "a view"; null for nothing.</param>
    public static IReadOnlyList<Problem> OfAbsent(TableJob job, string? taker)
    {
        var path = $"tables.{job.TargetTable}";
        if (taker is not null)
            return [new Problem(path, ErrorCodes.ColumnIncompatible, $"'{job.TargetTable}' in the target is {taker} and takes no rows.", "Choose another targetTable.")];
        return job.Type == MigrationType.Data
            ? [new Problem(path, ErrorCodes.TableUnknown, $"The target has no table '{job.TargetTable}', and a plan of type DATA creates none.", "Create it, or use type COMBINED.")]
            : [];
    }

    public static void ThrowIfAny(IEnumerable<Problem> problems)
    {
        if (problems.Where(p => p.Blocks).ToList() is { Count: > 0 } blocking)
            throw new MigrationException(blocking[0].Code, string.Join(" ", blocking.Select(p => $"{p.Message} {p.Fix}")));
    }
}
