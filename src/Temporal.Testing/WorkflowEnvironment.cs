using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A Temporal service for tests, and a client on it.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    /// <summary>An environment on a service that is there already; it is not shut down with the environment.</summary>
    public WorkflowEnvironment(ITemporalClient client)
    {
        Client = client;
        Logger = client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();
    }

    public ITemporalClient Client { get; protected init; }

    /// <summary>True where waiting for a workflow's result jumps over the time of its timers.</summary>
    public virtual bool SupportsTimeSkipping => false;

    protected ILogger<WorkflowEnvironment> Logger { get; private init; }

    /// <summary>Starts an embedded service whose time is the machine's.</summary>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        options ??= new();
        return await EmbeddedEnvironment.StartAsync(
            options, options.DevServerOptions.DatabaseFilename, options.SearchAttributes, skipsTime: false)
            .ConfigureAwait(false);
    }

    /// <summary>Starts an embedded service that jumps over time in which nothing would happen.</summary>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(
        WorkflowEnvironmentStartTimeSkippingOptions? options = null) =>
        await EmbeddedEnvironment.StartAsync(options ?? new(), null, null, skipsTime: true).ConfigureAwait(false);

    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits by the environment's time, which jumps where it can.</summary>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, cancellationToken ?? CancellationToken.None);

    /// <summary>The environment's time.</summary>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(DateTime.Now);

    public void WithAutoTimeSkippingDisabled(Action func) => WithAutoTimeSkippingDisabled(() =>
    {
        func();
        return ValueTuple.Create();
    });

    public T WithAutoTimeSkippingDisabled<T>(Func<T> func) =>
        WithAutoTimeSkippingDisabledAsync(() => Task.FromResult(func())).GetAwaiter().GetResult();

    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) => WithAutoTimeSkippingDisabledAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return ValueTuple.Create();
    });

    /// <summary>Waiting for a result takes its real time as long as the function runs.</summary>
    public virtual Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => func();

    public virtual Task ShutdownAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
