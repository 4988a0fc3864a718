using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>
/// The single writer. All operations that wait run one after the other in one database transaction; nobody gets an answer
/// and no task is dispatched before that transaction is on disk, unless all of them may be lost by a power failure.
/// </summary>
internal sealed class CommitLoop : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private readonly Channel<Operation> waiting = Channel.CreateUnbounded<Operation>(new() { SingleReader = true });
    private readonly RunCache cache = new();
    private readonly SqliteConnection connection;
    private readonly RunStore store;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;
    private readonly Statement mark;
    private readonly TimeProvider time;
    private readonly TaskQueues queues;
    private readonly SearchAttributeRegistry searchAttributes;
    private readonly ILogger logger;
    private readonly Task loop;
    private long lastTaskId;
    private long marks;
    private bool flushes = true;
    private volatile bool hasUnflushed;

    public CommitLoop(SqliteConnection connection, TimeProvider time, TaskQueues queues, SearchAttributeRegistry searchAttributes, ILogger logger)
    {
        this.connection = connection;
        this.time = time;
        this.queues = queues;
        this.searchAttributes = searchAttributes;
        this.logger = logger;
        store = new RunStore(connection);
        begin = new Statement(connection, "BEGIN IMMEDIATE");
        commit = new Statement(connection, "COMMIT");
        rollback = new Statement(connection, "ROLLBACK");
        mark = new Statement(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('mark', $0)");
        loop = Task.Factory.StartNew(RunLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Called on the loop's thread after a commit, for each operation in it.</summary>
    public event Action<Transaction>? Committed;

    /// <summary>Runs <paramref name="body"/> and returns its result once it is durable.</summary>
    public Task<T> ExecuteAsync<T>(Func<Transaction, T> body) => EnqueueAsync(new Operation<T>(body));

    /// <summary>
    /// The same, but the answer may come before it is durable. What comes later is durable only together with it, and no
    /// other operation is answered before it is: only for what the caller alone sees and a failure takes back as a whole.
    /// </summary>
    public Task<T> ExecuteLooselyAsync<T>(Func<Transaction, T> body) => EnqueueAsync(new Operation<T>(body) { NeedsFlush = false });

    /// <summary>Ends when all that was committed before is durable.</summary>
    public Task FlushAsync() => hasUnflushed ? ExecuteAsync(_ => { }) : Task.CompletedTask;

    private Task<T> EnqueueAsync<T>(Operation<T> operation)
    {
        if (!waiting.Writer.TryWrite(operation))
        {
            throw Stopped();
        }

        return operation.Result;
    }

    public Task ExecuteAsync(Action<Transaction> body) => ExecuteAsync(transaction =>
    {
        body(transaction);
        return true;
    });

    /// <summary>Runs something that stores no run, such as a change of the registries, in a transaction of its own.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> body) => ExecuteAsync(_ => body(connection));

    public List<string> LoadOpenRunIds() => store.OpenRunIds();

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        foreach (var statement in new IDisposable[] { begin, commit, rollback, mark, store, connection })
        {
            statement.Dispose();
        }
    }

    private static GrpcException Stopped() => new(GrpcStatusCode.Unavailable, "The server is shutting down; call again when it is back.");

    private void RunLoop()
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            RunBatch([]);
            cache.Trim();
        }
    }

    private void RunBatch(List<Operation> batch)
    {
        try
        {
            Take(batch, static _ => { });
            Commit(batch);
        }
#pragma warning disable CA1031 // Whatever went wrong while storing, half of an operation must not be kept and the loop must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Abandon(batch, error);
            return;
        }

        Answer(batch);
    }

    private void Take(List<Operation> batch, Action<Operation> run)
    {
        while (batch.Count < MaxBatch && waiting.Reader.TryRead(out var operation))
        {
            batch.Add(operation);
            run(operation);
        }
    }

    private void Commit(List<Operation> batch)
    {
        var flush = batch.Exists(operation => operation.NeedsFlush);
        SetFlush(flush);
        var changes = Changes();
        begin.Execute();
        batch.ForEach(RunOne);
        if (flush)
        {
            // Whatever has come meanwhile shares the flush.
            Take(batch, RunOne);
        }

        if (flush && hasUnflushed && Changes() == changes)
        {
            // A transaction that writes nothing flushes nothing, and this one may have read what is not durable yet.
            mark.Execute(++marks);
        }

        var writes = Changes() != changes;
        commit.Execute();
        if (writes)
        {
            hasUnflushed = !flush;
            ServerMetrics.Commits.Add(1, flush ? ServerMetrics.Flushed : ServerMetrics.Unflushed);
        }
    }

    /// <summary>Takes effect when SQLite compiles it, so that a prepared statement would do it once only.</summary>
    private void SetFlush(bool flush)
    {
        if (flush == flushes)
        {
            return;
        }

        var code = SQLitePCL.raw.sqlite3_exec(connection.Handle, $"PRAGMA synchronous = {(flush ? "FULL" : "NORMAL")}");
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        flushes = flush;
    }

    private int Changes() => SQLitePCL.raw.sqlite3_total_changes(connection.Handle);

    private void Answer(List<Operation> batch)
    {
        foreach (var operation in batch.Where(operation => operation.Failure is null))
        {
            Committed?.Invoke(operation.Transaction!);
        }

        batch.ForEach(operation => operation.Publish());
    }

    private void RunOne(Operation operation)
    {
        var transaction = new Transaction(cache, store, time.GetUtcNow(), NextTaskId) { Queues = queues, SearchAttributes = searchAttributes };
        operation.Transaction = transaction;
        try
        {
            operation.Run(transaction);
        }
        catch (SqliteException)
        {
            throw;
        }
#pragma warning disable CA1031 // The boundary of one operation: its caller gets the exception, the loop goes on for the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            operation.Failure = error;
            foreach (var run in transaction.Touched)
            {
                cache.Remove(run.RunId);
            }

            return;
        }

        transaction.Store();
        foreach (var run in transaction.Touched)
        {
            cache.Add(run);
        }

        foreach (var run in transaction.Deleted)
        {
            cache.Remove(run.RunId);
        }
    }

    private void Abandon(List<Operation> batch, Exception error)
    {
        logger.LogError(error, "The server's file could not be written; {Count} calls were refused.", batch.Count);
        cache.Clear();
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            rollback.Execute();
        }

        batch.ForEach(operation => operation.Refuse(error));
    }

    private long NextTaskId() =>
        lastTaskId = Math.Max(lastTaskId + 1, time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
}
