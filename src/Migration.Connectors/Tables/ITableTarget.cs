using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Tables;

/// <summary>The writing side of one table of one execution. Every method may be repeated after a crash at any instant.</summary>
public interface ITableTarget : IRowHashing, IAsyncDisposable
{
    /// <summary>Records how to undo, then creates the table or checks that the one there fits.</summary>
    /// <param name="shards">Recorded where none are yet; those of the first time hold.</param>
    Task<TablePrepared> PrepareAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation);

    /// <summary>
    /// Waits for the end, whichever it is, of a commit that an attempt before left to its engine. Of one that nothing is known of any more
    /// nothing is waited for: epochs shut it out, and the ledger tells whether it came to its end.
    /// </summary>
    /// <param name="name">As <see cref="OutsideCommits.Accepted"/> was told it.</param>
    Task AwaitCommitAsync(string name, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes the next epoch of a shard, which shuts out every attempt on it before, and reads where to go on.</summary>
    Task<LedgerState> BeginAttemptAsync(int shard, CancellationToken cancellation);

    /// <summary>
    /// The engine fetches the rows from the source by itself; batches need carry no more than bounds and hash. Known
    /// when an attempt has begun.
    /// </summary>
    bool PullsRows { get; }

    /// <summary>What most commits should take, and how long a pause may wait: batches become smaller where theirs take more than twice that.</summary>
    TimeSpan CommitAim => BatchPace.Aim;

    /// <summary>Commits keep the rows that a batch has put aside.</summary>
    bool KeepsRejects => false;

    /// <summary>Rows can be changed in place, until the table is what the source is.</summary>
    bool SyncsRows => false;

    /// <summary>How many rows were put aside, by shard and ordinal of their range.</summary>
    Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountRejectsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<(int, long), long>>(new Dictionary<(int, long), long>());

    /// <summary>
    /// Rows can be brought close to the table while those before them commit: the next batch, and more as long as fewer bytes than these
    /// wait for their commits. Zero where a commit takes its rows along.
    /// </summary>
    long BytesAhead => 0;

    /// <summary>
    /// Brings the rows of a batch close to the table, where a commit of the same attempt finds them by what is given here. They are no part
    /// of it before, and never where that commit does not come. One batch at a time, each before or while others commit.
    /// </summary>
    ValueTask<IBroughtRows?> BringAsync(RowBatch batch, LedgerState state, CancellationToken cancellation) => ValueTask.FromResult<IBroughtRows?>(null);

    /// <summary>
    /// What is brought travels together with what follows, and would be cut short if nothing followed: a copy whose interval is over
    /// goes on as long. Some minutes at most; asked between two batches.
    /// </summary>
    bool IsCollecting => false;

    /// <summary>Has everything that was brought arrive, or tell that it did not: no batch follows for now. Cancelled, what is not on its way is dropped.</summary>
    Task BringRestAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>
    /// Writes a batch, what it has put aside and its ledger row in one transaction. Fails with ATTEMPT_FENCED, and writes nothing, where a
    /// later attempt has begun.
    /// </summary>
    ValueTask<LedgerRange> CommitAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation);

    /// <summary>Makes durable what was committed, before anybody hears of it.</summary>
    Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask;

    Task<TableFinished> FinishAsync(CancellationToken cancellation);

    /// <summary>How to undo what this execution did to the table; null where nothing of that is known, or any more.</summary>
    Task<UndoRecord?> ReadUndoAsync(CancellationToken cancellation);

    /// <summary>The table as it is now; null where it is not there.</summary>
    Task<TableDefinition?> ReadTableAsync(CancellationToken cancellation);

    /// <summary>Committed ranges in order, shard by shard.</summary>
    IAsyncEnumerable<LedgerRange> ReadLedgerAsync(CancellationToken cancellation);

    /// <summary>Whether the rows of one range can be found again in the target.</summary>
    bool CanReadRanges { get; }

    /// <summary>Whether rows read back carry the key that they have in the source.</summary>
    bool SharesKey { get; }

    /// <summary>Reads back rows of a committed range, those that this execution wrote, in the source's encoding.</summary>
    ValueTask ReadBackAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation);

    /// <summary>The hash of what the target holds of a range, in the kind of the batch.</summary>
    /// <param name="batch">Of the source's columns; its rows are forgotten.</param>
    /// <param name="limits">Of what is read at once.</param>
    Task<RangeHash> HashAsync(LedgerRange range, RowBatch batch, BatchLimits limits, CancellationToken cancellation) =>
        this.HashInPartsAsync(range, batch, limits, cancellation);

    /// <summary>Every row of the target that this execution wrote, hashed.</summary>
    Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation);

    Task<long> CountAsync(CancellationToken cancellation);

    /// <summary>Takes the next epoch of every shard for repairs, which shuts out every copy before. Gives them by shard.</summary>
    /// <exception cref="Core.Errors.MigrationException">REPAIR_IMPOSSIBLE where taking rows away would reach beyond the table.</exception>
    Task<IReadOnlyDictionary<int, long>> BeginRepairAsync(CancellationToken cancellation);

    /// <summary>The engine that mends ranges in the place of <see cref="RepairAsync"/>; null where rows are brought to it. Known when repairs have begun.</summary>
    IRangeMending? Mending => null;

    /// <summary>
    /// Puts rows in the place of others and corrects their range's ledger row, in one transaction. Fails with
    /// ATTEMPT_FENCED as a commit does. Gives the number of rows that went.
    /// </summary>
    /// <param name="epoch">Of the range's shard.</param>
    Task<long> RepairAsync(RangeRepair repair, long epoch, CancellationToken cancellation);

    Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation);

    Task<RollbackResult> RollbackAsync(CancellationToken cancellation);

    Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation);
}
