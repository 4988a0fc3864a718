using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>The timeouts of activities, chosen so that the work of a killed worker goes on within five seconds.</summary>
public static class ActivityTimeouts
{
    /// <summary>Activities heartbeat several times a second; a silence this long means that their worker is gone.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    /// <summary>A bound for steps whose length is the size of the data; the heartbeat notices death long before.</summary>
    public static readonly TimeSpan LongStep = TimeSpan.FromDays(7);

    public static readonly TimeSpan BriefStep = TimeSpan.FromMinutes(10);

    /// <summary>For steps that take as long as the table is big. Cancelling one waits until it has come to rest.</summary>
    public static ActivityOptions DataSized(CancellationToken cancellation) => Options(LongStep, 0, cancellation);

    /// <summary>For steps of a few round trips.</summary>
    /// <param name="maximumAttempts">Zero means no limit.</param>
    public static ActivityOptions Brief(CancellationToken cancellation, int maximumAttempts = 0) =>
        Options(BriefStep, maximumAttempts, cancellation);

    private static ActivityOptions Options(TimeSpan startToClose, int maximumAttempts, CancellationToken cancellation) => new()
    {
        StartToCloseTimeout = startToClose,
        HeartbeatTimeout = Heartbeat,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        CancellationToken = cancellation,
        // Temporal retries what no activity answered: a killed worker. That must not use up MaxRetries of the plan,
        // so failures that an activity reports are final for Temporal, and the workflow retries the transient ones.
        RetryPolicy = new()
        {
            InitialInterval = TimeSpan.FromMilliseconds(200),
            BackoffCoefficient = 2,
            MaximumInterval = TimeSpan.FromSeconds(1),
            MaximumAttempts = maximumAttempts,
        },
    };
}
