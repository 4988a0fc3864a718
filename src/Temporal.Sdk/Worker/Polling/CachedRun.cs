using System.Diagnostics.CodeAnalysis;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Polling;

/// <summary>A run in memory. Its tasks and queries come one after the other.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore holds nothing to dispose of while nobody asks for its handle.")]
internal sealed class CachedRun(string runId, WorkflowWorkerSettings settings)
{
    // Nobody tries a failed query again, as the service does a failed task: a cold or starved process gets more time there.
    private const int QueryPatience = 5;

    private readonly SemaphoreSlim turn = new(1);
    private readonly ActivationWatch watch = new(settings.Time);
    private WorkflowRun? run;
    private Task? stuck;

    internal string RunId { get; } = runId;

    /// <summary>The first event that this run has to be given.</summary>
    internal long NextEventId => run?.NextEventId ?? 1;

    /// <summary>True while workflow code of an earlier task still has not yielded.</summary>
    internal bool IsStuck => stuck is { IsCompleted: false };

    internal Task TakeTurnAsync() => turn.WaitAsync();

    internal void EndTurn() => turn.Release();

    internal void Reset() => run = new(settings.Environment, watch);

    /// <exception cref="InvalidOperationException">The workflow code did not yield in time.</exception>
    internal async Task<WorkflowTaskAnswer> ProcessAsync(WorkflowTask task)
    {
        if (IsStuck)
            throw Deadlock(settings.DeadlockTimeout);
        run ??= new(settings.Environment, watch);
        // A thread of its own: workflow code that blocks must not take one that others wait for.
        var processing = Task.Factory.StartNew(
            () => run.Process(task), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (settings.DeadlockTimeout == Timeout.InfiniteTimeSpan)
            return await processing.ConfigureAwait(false);
        var limit = settings.DeadlockTimeout * (task.StartedEventId == 0 ? QueryPatience : 1);
        while (await Task.WhenAny(processing, Look()).ConfigureAwait(false) != processing)
        {
            if (watch.Running < limit || watch.Running == null)
                continue;
            stuck = processing;
            throw Deadlock(limit);
        }
        return await processing.ConfigureAwait(false);
    }

    private Task Look() => Task.Delay(settings.DeadlockTimeout / 4, settings.Time);

    private InvalidOperationException Deadlock(TimeSpan limit) => new(
        $"[TMPRL1101] Potential deadlock: the code of workflow run {RunId} has not yielded within " +
        $"{limit.TotalSeconds} s. Workflow code awaits what Temporalio.Workflows offers, and never blocks.");
}
