using Temporal.EmbeddedServer.Runs;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.TimeSkipping;

/// <summary>
/// Moves the clock to what is due next, while a client allows it and no worker has anything to do: a task that waits for a
/// worker or is at work holds the time.
/// </summary>
/// <param name="time">The server's clock.</param>
/// <param name="deadlines">When runs are due.</param>
/// <param name="settle">Ends when every operation that the server has accepted so far is done.</param>
internal sealed class TimeSkipper(SkippableTime time, DeadlineClock deadlines, Func<Task> settle)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> busy = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> sleeps = [];
    private int locks = 1;
    private long version;

    public DateTimeOffset Now => time.GetUtcNow();

    private bool CanSkip => locks <= 0 && busy.Count == 0;

    /// <summary>Notes what a committed operation left to do.</summary>
    public void Observe(Transaction transaction)
    {
        if (transaction.Touched.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            version++;
            foreach (var run in transaction.Touched)
            {
                if (IsBusy(run))
                {
                    busy.Add(run.RunId);
                }
                else
                {
                    busy.Remove(run.RunId);
                }
            }
        }

        Look();
    }

    /// <summary>An operation is on its way that did not come from a client.</summary>
    public void Expect()
    {
        lock (gate)
        {
            version++;
        }
    }

    public void Lock() => Count(1);

    /// <summary>Time is skipped from the first call that is not locked again to the last.</summary>
    public void Unlock() => Count(-1);

    public async Task SleepUntilAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            sleeps.Add(until);
        }

        try
        {
            Look();
            while (until - Now is var left && left > TimeSpan.Zero)
            {
                // The runtime refuses longer delays.
                await Task.Delay(left < TimeSpan.FromDays(40) ? left : TimeSpan.FromDays(40), time, cancellationToken);
            }
        }
        finally
        {
            lock (gate)
            {
                sleeps.Remove(until);
            }

            Look();
        }
    }

    private static bool IsBusy(Run run) => run.IsOpen
        && (run.Record.WorkflowTask is { DispatchTime: null } or { StartedTime: not null }
            || run.Activities.Items.Any(activity => activity.State != State.BackingOff));

    private void Count(int change)
    {
        lock (gate)
        {
            locks += change;
        }

        Look();
    }

    private void Look()
    {
        long seen;
        lock (gate)
        {
            if (!CanSkip)
            {
                return;
            }

            seen = version;
        }

        _ = SkipAsync(seen);
    }

    /// <summary>Skips unless something has happened since <paramref name="seen"/>; whatever happens looks again.</summary>
    private async Task SkipAsync(long seen)
    {
        try
        {
            await settle();
        }
        catch (GrpcException)
        {
            // The server stops: there is nothing to skip to.
            return;
        }

        lock (gate)
        {
            // In this order: a deadline that is taken meanwhile shows in the second or in the third.
            if (Next() is { } next && !deadlines.IsWaking && version == seen && CanSkip)
            {
                time.SkipTo(next);
            }
        }
    }

    private DateTimeOffset? Next()
    {
        var next = deadlines.Next;
        foreach (var sleep in sleeps)
        {
            next = next < sleep ? next : sleep;
        }

        return next;
    }
}
