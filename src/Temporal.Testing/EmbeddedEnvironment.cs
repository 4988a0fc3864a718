using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer;
using Temporal.EmbeddedServer.TimeSkipping;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>An environment with a service in this process.</summary>
internal sealed class EmbeddedEnvironment : WorkflowEnvironment
{
    private readonly EmbeddedTemporalServer server;
    private readonly DirectoryInfo? folder;
    private int autoSkippingDisabled;

    private EmbeddedEnvironment(TemporalClient client, EmbeddedTemporalServer server, DirectoryInfo? folder, bool skipsTime)
        : base(client)
    {
        this.server = server;
        this.folder = folder;
        SupportsTimeSkipping = skipsTime;
        if (skipsTime)
            client.Options.WhileAwaitingResult = UnlockAsync;
    }

    public override bool SupportsTimeSkipping { get; }

    internal static async Task<EmbeddedEnvironment> StartAsync(
        TemporalClientConnectOptions options,
        string? databaseFile,
        IReadOnlyCollection<SearchAttributeKey>? searchAttributes,
        bool skipsTime)
    {
        var folder = databaseFile == null ? Directory.CreateTempSubdirectory("temporal-testing-") : null;
        EmbeddedTemporalServer? server = null;
        try
        {
            server = await EmbeddedTemporalServer.StartAsync(new()
            {
                DatabasePath = databaseFile ?? Path.Combine(folder!.FullName, "temporal.db"),
                Port = Port(options.TargetHost),
                TimeProvider = skipsTime ? new SkippableTime() : TimeProvider.System,
                LoggerFactory = options.LoggerFactory,
            }).ConfigureAwait(false);
            var connect = (TemporalClientConnectOptions)options.Clone();
            connect.TargetHost = server.Address;
            var client = await TemporalClient.ConnectAsync(connect).ConfigureAwait(false);
            await AddNamespaceAsync(client).ConfigureAwait(false);
            await AddSearchAttributesAsync(client, searchAttributes).ConfigureAwait(false);
            return new(client, server, folder, skipsTime);
        }
        catch
        {
            await ShutdownAsync(server, folder).ConfigureAwait(false);
            throw;
        }
    }

    public override async Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null)
    {
        if (!SupportsTimeSkipping)
        {
            await base.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
            return;
        }
        await Client.Connection.TestService.UnlockTimeSkippingWithSleepAsync(
            new() { Duration = Duration.FromTimeSpan(delay) },
            new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
    }

    public override async Task<DateTime> GetCurrentTimeAsync()
    {
        if (!SupportsTimeSkipping)
            return await base.GetCurrentTimeAsync().ConfigureAwait(false);
        var response = await Client.Connection.TestService.GetCurrentTimeAsync(new()).ConfigureAwait(false);
        return response.Time.ToDateTime();
    }

    public override async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        Interlocked.Increment(ref autoSkippingDisabled);
        try
        {
            return await func().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref autoSkippingDisabled);
        }
    }

    public override Task ShutdownAsync() => ShutdownAsync(server, folder);

    private static async Task ShutdownAsync(EmbeddedTemporalServer? server, DirectoryInfo? folder)
    {
        if (server != null)
            await server.DisposeAsync().ConfigureAwait(false);
        if (folder is { Exists: true })
            folder.Delete(recursive: true);
        folder?.Refresh();
    }

    private static int Port(string? target) => target == null ? 0 : new Uri($"http://{target}").Port;

    private static async Task AddNamespaceAsync(TemporalClient client)
    {
        try
        {
            await client.WorkflowService.DescribeNamespaceAsync(new() { Namespace = client.Options.Namespace })
                .ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            await client.WorkflowService.RegisterNamespaceAsync(new()
            {
                Namespace = client.Options.Namespace,
                WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(TimeSpan.FromDays(1)),
            }).ConfigureAwait(false);
        }
    }

    private static async Task AddSearchAttributesAsync(
        TemporalClient client, IReadOnlyCollection<SearchAttributeKey>? searchAttributes)
    {
        if (searchAttributes is not { Count: > 0 })
            return;
        var request = new AddSearchAttributesRequest { Namespace = client.Options.Namespace };
        foreach (var key in searchAttributes)
            request.SearchAttributes[key.Name] = key.ValueType;
        await client.OperatorService.AddSearchAttributesAsync(request).ConfigureAwait(false);
    }

    private async Task<IAsyncDisposable?> UnlockAsync()
    {
        if (autoSkippingDisabled > 0)
            return null;
        await Client.Connection.TestService.UnlockTimeSkippingAsync(new()).ConfigureAwait(false);
        return new Unlocked(Client.Connection);
    }

    private sealed class Unlocked(ITemporalConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await connection.TestService.LockTimeSkippingAsync(new()).ConfigureAwait(false);
    }
}
