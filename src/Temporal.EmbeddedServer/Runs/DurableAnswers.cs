using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>
/// Holds back the answers of committed operations until the disk has them, on a thread of its own: the writer goes on meanwhile,
/// and one flush serves all that were committed before it began.
/// </summary>
internal sealed class DurableAnswers : IAsyncDisposable
{
    private readonly Channel<(long Commit, List<Operation> Operations)> waiting =
        Channel.CreateUnbounded<(long, List<Operation>)>(new() { SingleReader = true, SingleWriter = true });

    private readonly Action flush;
    private readonly ILogger logger;
    private readonly Task loop;
    private long durable;

    /// <param name="flush">Makes durable whatever was committed before; throws <see cref="IOException" /> where the disk refuses.</param>
    public DurableAnswers(Action flush, ILogger logger)
    {
        this.flush = flush;
        this.logger = logger;
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Why nothing can become durable any more; null while all is well.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Answers the operations once that commit, and so every one before it, is durable.</summary>
    public void Add(long commit, List<Operation> operations)
    {
        if (commit == Volatile.Read(ref durable))
        {
            operations.ForEach(operation => operation.Publish());
        }
        else
        {
            waiting.Writer.TryWrite((commit, operations));
        }
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
    }

    private void Run()
    {
        var ready = new List<Operation>();
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            long last = 0;
            while (waiting.Reader.TryRead(out var batch))
            {
                last = batch.Commit;
                ready.AddRange(batch.Operations);
            }

            Flush(last, ready);
            ready.Clear();
        }
    }

    private void Flush(long commit, List<Operation> operations)
    {
        try
        {
            if (commit > durable)
            {
                flush();
                Volatile.Write(ref durable, commit);
            }
        }
        catch (IOException error)
        {
            logger.LogCritical(error, "The server's file could not be flushed to disk; {Count} calls were refused, and so are all others until the server is started again.", operations.Count);
            Broken = error;
            operations.ForEach(operation => operation.Refuse(error));
            return;
        }

        operations.ForEach(operation => operation.Publish());
    }
}
