using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker.Activities;

namespace Temporalio.Worker.LocalActivities;

/// <summary>Runs local activities with their retries and time limits, as many at once as there are slots.</summary>
internal sealed class LocalActivityRunner : ILocalActivities, IDisposable
{
    private static readonly TimeSpan DefaultThreshold = TimeSpan.FromMinutes(1);

    private readonly LocalAttemptSettings settings;
    private readonly TemporalWorkerOptions options;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim slots;
    private readonly CancellationTokenSource shutdown = new();
    private readonly CancellationTokenSource graceOver = new();
    private ITimer? grace;

    internal LocalActivityRunner(ITemporalClient client, TemporalWorkerOptions options, TimeProvider? time = null)
    {
        this.options = options;
        this.time = time ?? TimeProvider.System;
        slots = new(options.MaxConcurrentLocalActivities ?? 100);
        settings = new(
            client,
            new(options.Activities),
            options.TaskQueue!,
            options.LoggerFactory ?? client.Options.LoggerFactory ?? NullLoggerFactory.Instance,
            this.time,
            shutdown.Token,
            graceOver.Token);
    }

    /// <exception cref="InvalidOperationException">No activity of this name is registered.</exception>
    internal void AssertRegistered(string activity)
    {
        if (!settings.Catalog.Has(activity))
        {
            throw new InvalidOperationException(
                $"Activity {activity} is not registered on this worker, {settings.Catalog.Names}");
        }
    }

    /// <summary>Tells running activities of the shutdown, and cancels them after the grace period.</summary>
    internal void BeginShutdown()
    {
        shutdown.Cancel();
        grace = time.CreateTimer(_ => graceOver.Cancel(), null, TimerSpan.Of(options.GracefulShutdownTimeout), Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        grace?.Dispose();
        slots.Dispose();
        shutdown.Dispose();
        graceOver.Dispose();
    }

    public async Task<LocalActivityEnd?> RunAsync(LocalActivityRequest request, ActivityCancellation cancellation)
    {
        var began = time.GetTimestamp();
        var scheduled = request.FirstScheduled ?? time.GetUtcNow();
        for (var attempt = request.Attempt; ; attempt++)
        {
            var end = await AttemptAsync(request, attempt, scheduled, cancellation).ConfigureAwait(false);
            if (end == null)
                return null;
            end = end with { Attempt = attempt, FirstScheduled = scheduled, Runtime = time.GetElapsedTime(began) };
            if (NextDelay(request, end, scheduled) is not { } delay)
                return end;
            if (delay > (request.Options.LocalRetryThreshold ?? DefaultThreshold))
                return end with { Backoff = delay };
            if (!await WaitAsync(delay, cancellation).ConfigureAwait(false))
                return Stopped(cancellation, end);
        }
    }

    private async Task<LocalActivityEnd?> AttemptAsync(
        LocalActivityRequest request, int attempt, DateTimeOffset scheduled, ActivityCancellation cancellation)
    {
        var left = Left(request, scheduled);
        if (left <= TimeSpan.Zero)
            return LocalActivityEnd.TimedOut(TimeoutType.ScheduleToClose);
        var patience = Shorter(request.Options.ScheduleToStartTimeout, left);
        if (!await SlotAsync(patience, cancellation).ConfigureAwait(false))
        {
            if (cancellation.Token.IsCancellationRequested || graceOver.IsCancellationRequested)
                return Stopped(cancellation, null);
            return LocalActivityEnd.TimedOut(
                patience == left ? TimeoutType.ScheduleToClose : TimeoutType.ScheduleToStart);
        }
        var run = new LocalAttempt(settings, request, attempt, scheduled, cancellation);
        // The body may outlive its time limit, and keeps its slot as long as it runs.
        _ = run.Body.ContinueWith(_ => Release(), TaskScheduler.Default);
        return await run.EndAsync(Left(request, scheduled)).ConfigureAwait(false);
    }

    private static LocalActivityEnd? Stopped(ActivityCancellation cancellation, LocalActivityEnd? last) =>
        cancellation.Reason == Temporalio.Activities.ActivityCancelReason.CancelRequested
            ? LocalActivityEnd.Canceled with { Attempt = last?.Attempt ?? 1, FirstScheduled = last?.FirstScheduled }
            : null;

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) =>
        one == null || other < one ? other : one;

    private TimeSpan? NextDelay(LocalActivityRequest request, LocalActivityEnd end, DateTimeOffset scheduled)
    {
        var final = end.Failure == null || end.Failure.CanceledFailureInfo != null ||
            end.Failure.TimeoutFailureInfo is { TimeoutType: not TimeoutType.StartToClose };
        if (final)
            return null;
        var delay = LocalRetry.After(end.Failure!, end.Attempt, request.Options.RetryPolicy ?? new RetryPolicy());
        return delay < (Left(request, scheduled) ?? TimeSpan.MaxValue) ? delay : null;
    }

    private TimeSpan? Left(LocalActivityRequest request, DateTimeOffset scheduled) =>
        request.Options.ScheduleToCloseTimeout is { } limit ? scheduled + limit - time.GetUtcNow() : null;

    private async Task<bool> SlotAsync(TimeSpan? patience, ActivityCancellation cancellation)
    {
        using var limit = new CancellationTokenSource(TimerSpan.Of(patience), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation.Token, graceOver.Token);
        try
        {
            await slots.WaitAsync(stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan delay, ActivityCancellation cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token, graceOver.Token);
        await Task.Delay(TimerSpan.Of(delay), time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private void Release()
    {
        try
        {
            slots.Release();
        }
        catch (ObjectDisposedException)
        {
            settings.Loggers.CreateLogger<LocalActivityRunner>().LogDebug("A local activity ended after its worker");
        }
    }
}
