using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Ledger;

/// <summary>What a table was before the first write, and how to get back there.</summary>
/// <param name="Enabled">The plan asked for rollback.</param>
/// <param name="SchemaBefore">The table's definition in the engine's words; empty where there was none.</param>
/// <param name="KeysTable">Where the keys of the rows before are kept; null where something else tells rows apart.</param>
public sealed record UndoRecord(UndoKind Kind, bool Enabled, bool Undone, string SchemaBefore, RangeHash Before, string? KeysTable)
{
    /// <summary>Of the preparation that wrote the record, see <see cref="TableJob.Round"/>.</summary>
    public int Round { get; init; }

    /// <summary>The counter of the table's own numbers, where the engine keeps one beside the table.</summary>
    public long? SequenceBefore { get; init; }

    public string How => Kind switch
    {
        UndoKind.Created => "drop the table, which this migration created",
        UndoKind.Empty => "delete every row: the table was empty",
        UndoKind.Changed => $"put back the {Before.Rows} rows of before from their copy: rows that were changed or deleted come back, rows that were added go, whoever did it since",
        _ => $"delete the rows that were added to the {Before.Rows} of before",
    };

    /// <summary>Of a table that was not there.</summary>
    public static UndoRecord OfAbsent(TableJob job) => new(UndoKind.Created, job.Configuration.EnableRollback, Undone: false, "", RangeHash.Empty, KeysTable: null);

    /// <summary>Fails where the table was taken back since the job began.</summary>
    public void RequireRound(TableJob job)
    {
        if (Round > job.Round || (Undone && Round == job.Round))
            throw new MigrationException(ErrorCodes.AttemptFenced,
                $"Table '{job.TargetTable}' was taken back since this step began; nothing was prepared. Nothing is to be done.");
    }

    /// <summary>What is known without a look at the rows; null where the table must be looked at.</summary>
    public RollbackFeasibility? CheckWithoutRows(string table, bool isThere)
    {
        if (Undone)
            return RollbackFeasibility.Nothing;
        if (!Enabled)
            return new RollbackFeasibility(false, How, "The plan did not enable rollback.");
        if (isThere)
            return null;
        return Kind == UndoKind.Created
            ? new RollbackFeasibility(true, "nothing to undo: the table is gone")
            : new RollbackFeasibility(false, How, $"Table '{table}' is gone from the target, and what it held before the migration with it.");
    }

    /// <summary>What is known without a look at the rows; null where they must be compared.</summary>
    public RollbackVerification? VerifyWithoutRows(bool isThere) => this switch
    {
        { Undone: false } => new RollbackVerification(false, 0, "The table has not been rolled back."),
        { Kind: UndoKind.Created } => new RollbackVerification(!isThere, 0, isThere ? "The table is there, and was not before." : "The table is gone, as it was before."),
        _ => null,
    };

    /// <param name="schemaNow">Null where the table is gone.</param>
    /// <param name="hash">Of its rows; asked for where the definition is that of before.</param>
    public async Task<RollbackVerification> CompareAsync(string? schemaNow, Func<Task<RangeHash>> hash)
    {
        if (schemaNow != SchemaBefore)
            return new RollbackVerification(false, 0, "The table's definition, indexes or triggers are not what they were before.");
        var now = await hash();
        return now == Before
            ? new RollbackVerification(true, now.Rows, $"The table's {now.Rows} rows are those of before, by hash.")
            : new RollbackVerification(false, now.Rows, $"The table has {now.Rows} rows that are not the {Before.Rows} of before, by hash: something else wrote to it.");
    }
}
