using System.Diagnostics.CodeAnalysis;
using Temporalio.Worker.LocalActivities;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Polling;

/// <summary>A run in memory. Its tasks and queries come one after the other.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A semaphore holds nothing to dispose of while nobody asks for its handle.")]
internal sealed class CachedRun(string runId, WorkflowWorkerSettings settings)
{
    // As the other SDKs: late enough to be rare, early enough that the answer arrives in time.
    private const double ShareOfTask = 0.8;

    private readonly SemaphoreSlim turn = new(1);
    private readonly ActivationWatch watch = new(settings.Time);
    private readonly RunningLocalActivities locals = new(settings.LocalActivities);
    private WorkflowRun? run;
    private Task? stuck;

    internal string RunId { get; } = runId;

    /// <summary>The first event that this run has to be given.</summary>
    internal long NextEventId => run?.NextEventId ?? 1;

    /// <summary>True while workflow code of an earlier task still has not yielded.</summary>
    internal bool IsStuck => stuck is { IsCompleted: false };

    internal bool RunsLocalActivities => locals.Any;

    internal Task TakeTurnAsync() => turn.WaitAsync();

    internal void EndTurn() => turn.Release();

    /// <summary>Nothing of this run counts any more.</summary>
    internal void Leave() => locals.Abandon();

    internal void Reset() => run = new(settings.Environment, watch);

    /// <exception cref="InvalidOperationException">The workflow code did not yield in time.</exception>
    internal async Task<WorkflowTaskAnswer> ProcessAsync(WorkflowTask task)
    {
        if (IsStuck)
            throw Deadlock();
        run ??= new(settings.Environment, watch);
        var began = settings.Time.GetTimestamp();
        var answer = await StepAsync(() => Advance(task, () => run.Advance(task))).ConfigureAwait(false);
        while (answer == null)
        {
            if (await NextEndAsync(began).ConfigureAwait(false) is not { } ended)
                return await StepAsync(() => run.Answer(task) with { NeedsNextTask = true }).ConfigureAwait(false);
            if (ended.End is not { } end)
                return await StepAsync(() => run.Answer(task) with { HandsBack = true }).ConfigureAwait(false);
            answer = await StepAsync(() => Advance(task, () => run.Advance(ended.Sequence, end))).ConfigureAwait(false);
        }
        return answer;
    }

    /// <summary>Takes the workflow a step on; null when it then waits for local activities.</summary>
    private WorkflowTaskAnswer? Advance(WorkflowTask task, Action step)
    {
        step();
        var live = task.StartedEventId > 0 && task.StartedEventId == run!.NextEventId - 1;
        if (live)
            locals.Carry(run!.TakeOrders());
        return live && run!.AwaitsLocalActivities ? null : run!.Answer(task);
    }

    /// <summary>The next local activity that ends, or null when the service has to be asked for more time before.</summary>
    private async Task<(uint Sequence, LocalActivityEnd? End)?> NextEndAsync(long began)
    {
        var left = (run!.TaskTimeout * ShareOfTask) - settings.Time.GetElapsedTime(began);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, settings.Time);
        try
        {
            return await locals.NextAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<T> StepAsync<T>(Func<T> step)
    {
        // A thread of its own: workflow code that blocks must not take one that others wait for.
        var processing = Task.Factory.StartNew(
            step, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (settings.DeadlockTimeout == Timeout.InfiniteTimeSpan)
            return await processing.ConfigureAwait(false);
        while (await Task.WhenAny(processing, Look()).ConfigureAwait(false) != processing)
        {
            if (watch.Running < settings.DeadlockTimeout || watch.Running == null)
                continue;
            stuck = processing;
            throw Deadlock();
        }
        return await processing.ConfigureAwait(false);
    }

    private Task Look() => Task.Delay(settings.DeadlockTimeout / 4, settings.Time);

    private InvalidOperationException Deadlock() => new(
        $"[TMPRL1101] Potential deadlock: the code of workflow run {RunId} has not yielded within " +
        $"{settings.DeadlockTimeout.TotalSeconds} s. Workflow code awaits what Temporalio.Workflows offers, and never blocks.");
}
