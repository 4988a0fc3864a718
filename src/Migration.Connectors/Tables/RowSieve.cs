using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Takes a refused batch apart: its rows are read again in halves, each a range of its own, until a row that is
/// refused stands alone and is put aside. What the target takes is committed on the way.
/// </summary>
internal sealed class RowSieve(TableJob job, ITableSource source, ITableTarget target)
{
    /// <summary>Rows of the table that may be put aside.</summary>
    public int MostRejects { get; } = target.KeepsRejects ? job.Configuration.MaxRejects : 0;

    /// <summary>The fault lies with a row, and one more may be put aside.</summary>
    public bool CanTakeApart(MigrationException refusal, LedgerState state) =>
        state.RejectedOfTable < MostRejects && source.Key.Kind != KeyKind.WholeTable && IsOfARow(refusal);

    public void ThrowIfBeyondBudget(RowBatch batch, LedgerState state)
    {
        if (batch.Rejects.Count > 0 && state.RejectedOfTable + batch.Rejects.Count > MostRejects)
            throw new MigrationException(batch.Rejects[^1].Code, batch.Rejects[^1].Reason);
    }

    /// <summary>What a refusal says to the user: that the budget is used up too, where it is, and what has to be done so that mended rows are read.</summary>
    public string Sentences(MigrationException refusal, LedgerState state) =>
        IsOfARow(refusal) ? string.Concat(refusal.Message, UsedUp(state), OfThePast) : refusal.Message;

    /// <param name="rows">Of the batch that was refused.</param>
    /// <param name="commit">Of a part; gives the state after it.</param>
    public async Task<LedgerState> RunAsync(LedgerState state, int rows, Func<FilledBatch, LedgerState, Task<LedgerState>> commit, CancellationToken ending)
    {
        var batch = new RowBatch(source.Columns.Count) { MostRejects = MostRejects, HashKind = state.HashKind };
        var bytes = BatchLimits.Of(rows, job.Configuration.MemoryLimit).Bytes;
        for (var (left, size) = (rows, Math.Max(1, rows / 2)); left > 0 && !state.Next.IsEnd && !ending.IsCancellationRequested;)
        {
            var read = 0;
            try
            {
                batch.Clear();
                await source.ReadAsync(batch, state.Next, state.Shard.UpTo, new BatchLimits(Math.Min(size, left), bytes), ending);
                read = batch.Rows + batch.Rejects.Count;
                state = await commit(FilledBatch.Of(batch, state.Next, state.Shard, source), state);
                (left, size) = (left - Math.Max(1, read), size * 2);
            }
            catch (MigrationException refusal) when (size > 1 && read != 1 && CanTakeApart(refusal, state))
            {
                size = (read == 0 ? size : Math.Min(size, read)) / 2;
            }
            catch (MigrationException refusal) when (read == 1 && batch.Rejects.Count == 0 && CanTakeApart(refusal, state))
            {
                batch.RejectAll(refusal.Code, Reason(refusal));
                state = await commit(FilledBatch.Of(batch, state.Next, state.Shard, source), state);
                left--;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return state;
            }
        }
        return state;
    }

    private string UsedUp(LedgerState state) => MostRejects == 0 || state.RejectedOfTable < MostRejects
        ? ""
        : $" {MostRejects} row(s) of table '{job.SourceTable}' may be put aside (maxRejects), and that many are; `migrate rejects` shows them.";

    private string OfThePast => source.Moment is { } moment
        ? $" The source is read as of {moment}: if you mend it, roll the table back before you retry it."
        : "";

    private static bool IsOfARow(MigrationException refusal) =>
        refusal is { IsTransient: false, Code: ErrorCodes.ConstraintViolated or ErrorCodes.ForeignKeyViolated or ErrorCodes.ValueRejected };

    /// <summary>What the engine says of the row; the sentences around it speak of its batch.</summary>
    private static string Reason(MigrationException refusal)
    {
        var cause = refusal;
        while (cause.InnerException is MigrationException inner)
            cause = inner;
        return cause.Message;
    }
}
