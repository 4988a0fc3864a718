using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Testing;

/// <summary>Runs an activity's code without a worker. Each member is what the activity sees in its context.</summary>
public record ActivityEnvironment
{
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "unknown",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: new(),
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        TaskQueue: "test",
        TaskToken: Encoding.ASCII.GetBytes("test"),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    public ActivityInfo Info { get; init; } = DefaultInfo;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    public ITemporalClient? TemporalClient { get; init; }

    public ActivityCancelReason CancelReason
    {
        get => CancelRef.CancelReason;
        set => CancelRef.CancelReason = value;
    }

    public ActivityCancellationDetails? CancellationDetails
    {
        get => CancelRef.CancellationDetails;
        set => CancelRef.CancellationDetails = value;
    }

    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Receives every heartbeat's details.</summary>
    public Action<object?[]> Heartbeater { get; init; } = _ => { };

    internal ActivityCancelRef CancelRef { get; } = new();

    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return ValueTuple.Create();
    });

    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity().ConfigureAwait(false);
        return ValueTuple.Create();
    });

    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        ActivityExecutionContext.AsyncLocalCurrent.Value = new(Info, Logger, PayloadConverter, CancelRef, Heartbeater)
        {
            CancellationToken = CancellationTokenSource.Token,
            WorkerShutdownToken = WorkerShutdownTokenSource.Token,
            Client = TemporalClient,
        };
        try
        {
            return await activity().ConfigureAwait(false);
        }
        finally
        {
            ActivityExecutionContext.AsyncLocalCurrent.Value = null;
        }
    }

    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    public void Cancel(ActivityCancelReason reason) => Cancel(reason, new() { IsCancelRequested = true });

    /// <summary>Cancels the token; only the first reason counts.</summary>
    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        if (CancellationTokenSource.IsCancellationRequested)
            return;
        CancelReason = reason;
        CancellationDetails = details;
        CancellationTokenSource.Cancel();
    }
}
