using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>What the workflow waits for by condition.</summary>
internal sealed class ConditionList(WorkflowContext context)
{
    private readonly LinkedList<(Func<bool> Check, TaskCompletionSource Met)> waits = new();

    /// <summary>
    /// Completes the first wait that holds. One at a time: what runs because of it may undo the next condition.
    /// </summary>
    internal void CompleteFirst()
    {
        if (waits.Count == 0)
            return;
        context.AsCurrent(() =>
        {
            foreach (var (check, met) in waits)
            {
                if (check())
                {
                    met.TrySetResult();
                    return;
                }
            }
        });
    }

    internal Task<bool> WaitAsync(WaitConditionOptions options)
    {
        context.AssertWritable("wait");
        var met = new TaskCompletionSource();
        var node = waits.AddLast((options.ConditionCheck, met));
        var token = options.CancellationToken ?? context.CancellationToken;
        return context.QueueAsync(async () =>
        {
            try
            {
                using var registration = token.Register(() => met.TrySetCanceled(token));
                if (options.Timeout is { } timeout)
                    return await WaitAsync(met.Task, timeout, options.TimeoutSummary);
                await met.Task;
                return true;
            }
            finally
            {
                waits.Remove(node);
            }
        });
    }

    private async Task<bool> WaitAsync(Task met, TimeSpan timeout, string? summary)
    {
        using var stopTimer = new CancellationTokenSource();
        var timer = context.Timers.DelayAsync(new(timeout, summary, stopTimer.Token));
        if (await Task.WhenAny(met, timer) != met)
            return false;
        try
        {
            await met;
            return true;
        }
        finally
        {
            stopTimer.Cancel();
        }
    }
}
