using Microsoft.Extensions.Logging;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Storage;

namespace Temporal.EmbeddedServer;

/// <summary>Removes closed runs when their namespace's retention is over, and everything of deleted namespaces.</summary>
internal sealed class RetentionCleaner : IAsyncDisposable
{
    /// <summary>Runs a transaction: few enough that other calls do not wait long behind it.</summary>
    private const int Batch = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly CommitLoop commits;
    private readonly Namespaces namespaces;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private Task cleaning = Task.CompletedTask;
    private volatile bool stopped;

    public RetentionCleaner(CommitLoop commits, Namespaces namespaces, TimeProvider time, ILogger logger)
    {
        this.commits = commits;
        this.namespaces = namespaces;
        this.time = time;
        this.logger = logger;
        timer = time.CreateTimer(_ => cleaning = CleanAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cleans at once, and from then on at intervals.</summary>
    public void Start() => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    /// <summary>Removes a namespace that is marked as deleted, with all its runs, open ones too.</summary>
    public async Task RemoveNamespaceAsync(string name)
    {
        if (!await RemoveRunsAsync(name, null))
        {
            return;
        }

        await commits.WriteAsync(connection =>
        {
            RegistryTables.RemoveNamespace(connection, name);
            return true;
        });
        namespaces.Remove(name);
    }

    public async ValueTask DisposeAsync()
    {
        stopped = true;
        await timer.DisposeAsync();
        await cleaning;
    }

    private async Task CleanAsync()
    {
        try
        {
            foreach (var deleted in namespaces.Deleted.ToList())
            {
                await RemoveNamespaceAsync(deleted.NamespaceInfo.Name);
            }

            foreach (var kept in namespaces.All.ToList())
            {
                await RemoveRunsAsync(kept.NamespaceInfo.Name, time.GetUtcNow() - kept.Config.WorkflowExecutionRetentionTtl.ToTimeSpan());
            }
        }
#pragma warning disable CA1031 // Nobody waits for this: a failure is logged, and the next round tries again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "Runs whose retention is over could not be removed; it is tried again.");
        }

        if (!stopped)
        {
            timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>False when the server stopped before all were removed.</summary>
    private async Task<bool> RemoveRunsAsync(string name, DateTimeOffset? closedBefore)
    {
        while (!stopped)
        {
            if (!await commits.ExecuteAsync(transaction => RemoveSome(transaction, name, closedBefore)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False when there were none.</summary>
    private static bool RemoveSome(Transaction transaction, string name, DateTimeOffset? closedBefore)
    {
        var runIds = transaction.RunsToRemove(name, closedBefore, Batch);
        foreach (var runId in runIds)
        {
            transaction.Delete(transaction.Find(runId)!);
        }

        return runIds.Count > 0;
    }
}
