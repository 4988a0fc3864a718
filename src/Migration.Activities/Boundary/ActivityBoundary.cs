using System.Globalization;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>What every activity has around it: heartbeats, log scope, and failures made readable for the workflow.</summary>
public sealed partial class ActivityBoundary(ILogger<ActivityBoundary> logger, MigrationMeter meter, TimeProvider time)
{
    /// <summary>Most commits end within it, and then nobody has to wait for them anew; a worker has half a minute to end.</summary>
    private static readonly TimeSpan PatienceAtShutdown = TimeSpan.FromSeconds(5);

    /// <param name="step">Is given a token that is cancelled when the workflow wants it to end or the worker shuts down.</param>
    public async Task<T> RunAsync<T>(LogSubject subject, Func<CancellationToken, Task<T>> step)
    {
        var context = ActivityExecutionContext.Current;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, context.WorkerShutdownToken);
        using var scope = logger.BeginScope(subject.ToScope());
        await using var pulse = new Pulse(context.Heartbeat, time);
        return await GuardAsync(context.Info, () => step(ending.Token), ending.Token);
    }

    public Task RunAsync(LogSubject subject, Func<CancellationToken, Task> step) => RunAsync(
        subject,
        async cancellation =>
        {
            await step(cancellation);
            return true;
        });

    /// <summary>For a step that heartbeats what it has done, and that ends well when it is asked to stop.</summary>
    /// <param name="first">What it heartbeats at first.</param>
    public async Task<T> RunReportingAsync<T>(
        LogSubject subject, object first, Func<Action<object>, CopyEnding, Task<T>> step)
    {
        var context = ActivityExecutionContext.Current;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, context.WorkerShutdownToken);
        using var scope = logger.BeginScope(subject.ToScope());
        using var leaving = new CancellationTokenSource();
        await using var patience = time.CreateTimer(_ => leaving.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var shutdown = context.WorkerShutdownToken.Register(() => patience.Change(PatienceAtShutdown, Timeout.InfiniteTimeSpan));
        await using var pulse = new Pulse(context.Heartbeat, time, first);
        return await GuardAsync(context.Info, () => step(pulse.Beat, new(stopping.Token, leaving.Token)), stopping.Token);
    }

    private async Task<T> GuardAsync<T>(ActivityInfo info, Func<Task<T>> step, CancellationToken ending)
    {
        var started = time.GetTimestamp();
        if (info.Attempt > 1)
            meter.Retried(info.ActivityType);
        try
        {
            return await step();
        }
        catch (Exception e) when (ending.IsCancellationRequested)
        {
            // The workflow or the shutdown of the worker ended it, and Temporal tells which; the cause may be an interrupted statement.
            Interrupted(logger, info.ActivityType, e.GetType().Name);
            throw new OperationCanceledException($"{info.ActivityType} was interrupted.", ending);
        }
        catch (Exception e)
        {
            var failure = FailureTranslation.Translate(e, StepOf(info));
            Failed(logger, info.ActivityType, failure.ErrorType, failure.Message, FailureTrace.Of(e));
            throw failure;
        }
        finally
        {
            meter.Took(info.ActivityType, time.GetElapsedTime(started));
        }
    }

    private static Dictionary<string, string> StepOf(ActivityInfo info) => new()
    {
        ["step"] = info.ActivityType,
        ["attempt"] = info.Attempt.ToString(CultureInfo.InvariantCulture),
    };

    [LoggerMessage(LogLevel.Information, "{Activity} was interrupted by {Cause}")]
    private static partial void Interrupted(ILogger logger, string activity, string cause);

    [LoggerMessage(LogLevel.Warning, "{Activity} failed with {Code}: {Reason}\n{Trace}")]
    private static partial void Failed(ILogger logger, string activity, string? code, string reason, string trace);
}
