namespace Temporalio.Worker.Activities;

/// <summary>
/// Sends heartbeats of one attempt: the first at once, later ones at most once per interval and then only
/// the last details. Details that could not be sent are sent with the next one.
/// </summary>
/// <param name="send">Sends details; false when heartbeats have become pointless.</param>
/// <param name="interval">Shortest time between two.</param>
/// <param name="time">Clock.</param>
internal sealed class Heartbeats(Func<object?[], Task<HeartbeatOutcome>> send, TimeSpan interval, TimeProvider time)
    : IDisposable
{
    /// <summary>A send that failed has already waited for the server; the details must not miss its return.</summary>
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource finishing = new();
    private object?[]? latest;
    private Task sending = Task.CompletedTask;
    private bool closed;

    /// <summary>Keeps the details for the next send. Does nothing after the attempt's end.</summary>
    public void Record(object?[] details)
    {
        lock (gate)
        {
            if (closed)
                return;
            latest = details;
            if (sending.IsCompleted)
                sending = Task.Run(SendAllAsync);
        }
    }

    /// <summary>Ends heartbeats; details not sent yet go out first when they still matter.</summary>
    public async Task FinishAsync(bool flush)
    {
        Task current;
        lock (gate)
        {
            closed = true;
            current = sending;
        }
        await finishing.CancelAsync().ConfigureAwait(false);
        await current.ConfigureAwait(false);
        if (flush && Take() is { } details)
            await send(details).ConfigureAwait(false);
    }

    public void Dispose() => finishing.Dispose();

    private async Task SendAllAsync()
    {
        while (!finishing.IsCancellationRequested && Take() is { } details)
        {
            var outcome = await send(details).ConfigureAwait(false);
            if (outcome == HeartbeatOutcome.Pointless)
                Close();
            else if (outcome == HeartbeatOutcome.NotSent)
                PutBack(details);
            var delay = outcome == HeartbeatOutcome.NotSent && interval > AfterOutage ? AfterOutage : interval;
            await Task.Delay(delay, time, finishing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private object?[]? Take()
    {
        lock (gate)
        {
            var details = latest;
            latest = null;
            return details;
        }
    }

    private void PutBack(object?[] details)
    {
        lock (gate)
            latest ??= details;
    }

    private void Close()
    {
        lock (gate)
        {
            closed = true;
            latest = null;
        }
    }
}
