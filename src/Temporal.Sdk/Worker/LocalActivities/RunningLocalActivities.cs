using System.Threading.Channels;
using Temporalio.Activities;
using Temporalio.Worker.Activities;

namespace Temporalio.Worker.LocalActivities;

/// <summary>The local activities that a worker runs for one workflow run. They outlive single workflow tasks.</summary>
internal sealed class RunningLocalActivities(ILocalActivities? runner)
{
    private readonly Lock gate = new();
    private readonly Dictionary<uint, ActivityCancellation> running = [];
    private readonly Channel<(uint Sequence, LocalActivityEnd? End)> ended =
        Channel.CreateUnbounded<(uint, LocalActivityEnd?)>();

    internal bool Any
    {
        get
        {
            lock (gate)
                return running.Count > 0;
        }
    }

    internal void Carry(LocalActivityOrders orders)
    {
        foreach (var request in orders.Starts)
            Start(request);
        foreach (var sequence in orders.Cancels)
            Cancel(sequence);
    }

    /// <summary>The next that ends.</summary>
    /// <exception cref="OperationCanceledException">None ended before the token was cancelled.</exception>
    internal ValueTask<(uint Sequence, LocalActivityEnd? End)> NextAsync(CancellationToken limit) =>
        ended.Reader.ReadAsync(limit);

    /// <summary>Nobody waits for them any more.</summary>
    internal void Abandon()
    {
        List<ActivityCancellation> all;
        lock (gate)
            all = [.. running.Values];
        foreach (var cancellation in all)
            _ = cancellation.RequestAsync(ActivityCancelReason.GoneFromServer);
    }

    private void Start(LocalActivityRequest request)
    {
        var cancellation = new ActivityCancellation();
        lock (gate)
            running[request.Sequence] = cancellation;
        // The body may block, and must not keep the workflow task from its next step.
        _ = Task.Run(() => RunAsync(request, cancellation));
    }

    private void Cancel(uint sequence)
    {
        ActivityCancellation? cancellation;
        lock (gate)
            running.TryGetValue(sequence, out cancellation);
        _ = cancellation?.RequestAsync(ActivityCancelReason.CancelRequested);
    }

    private async Task RunAsync(LocalActivityRequest request, ActivityCancellation cancellation)
    {
        LocalActivityEnd? end = null;
        try
        {
            end = await runner!.RunAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            ended.Writer.TryWrite((request.Sequence, end));
            lock (gate)
                running.Remove(request.Sequence);
            cancellation.Dispose();
        }
    }
}
