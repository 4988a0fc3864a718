using Google.Protobuf;
using Grpc.Health.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Rpc;
using Temporalio.Exceptions;

namespace Temporalio.Client;

// A connection lives as long as the process needs it and is shared by clients and workers, so nobody
// owns it enough to dispose it; idle sockets close by themselves.
#pragma warning disable CA1001
/// <summary>A connection to a Temporal service. It reconnects by itself and is safe for any number of threads.</summary>
public sealed class TemporalConnection : ITemporalConnection
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly RpcCaller calls;
    private volatile GetSystemInfoResponse? systemInfo;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        Options = (TemporalConnectionOptions)options.Clone();
        Options.Identity ??= $"{Environment.ProcessId}@{Environment.MachineName}";
        RpcMetadata = [.. options.RpcMetadata ?? []];
        RpcBinaryMetadata = [.. options.RpcBinaryMetadata ?? []];
        ApiKey = options.ApiKey;
        WorkflowService = new WorkflowService.Core(this);
        OperatorService = new OperatorService.Core(this);
        TestService = new TestService.Core(this);
        CompressRequests = options.GrpcCompression is GrpcCompression.Gzip;
        calls = new RpcCaller(this, TimeProvider.System);
        Polls = new TaskPolls(this, new RpcCaller(this, TimeProvider.System), TimeProvider.System);
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    public string? ApiKey { get; set; }

    public WorkflowService WorkflowService { get; }

    public OperatorService OperatorService { get; }

    public TestService TestService { get; }

    public TemporalConnectionOptions Options { get; }

    public bool IsConnected => systemInfo != null;

    /// <summary>Long polls of workers, on sockets of their own so that they never stand in the way of a call.</summary>
    internal TaskPolls Polls { get; }

    internal bool CompressRequests { get; set; }

    /// <summary>What the server can do; nothing special before the first call.</summary>
    internal GetSystemInfoResponse.Types.Capabilities Capabilities => systemInfo?.Capabilities ?? new();

    /// <summary>Connects, and fails with <see cref="InvalidOperationException"/> when there is no server.</summary>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        await connection.ConnectAsync().ConfigureAwait(false);
        return connection;
    }

    /// <summary>A connection that is made by its first call.</summary>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    public Task ConnectAsync() => ConnectAsync(CancellationToken.None);

    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        await ConnectAsync(options?.CancellationToken ?? default).ConfigureAwait(false);
        var request = new HealthCheckRequest { Service = service?.FullName ?? WorkflowService.Name };
        var response = await calls.CallAsync(
            "grpc.health.v1.Health", "Check", request, HealthCheckResponse.Parser, options).ConfigureAwait(false);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    internal async Task<T> InvokeRpcAsync<T>(
        RpcService service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        await ConnectAsync(options?.CancellationToken ?? default).ConfigureAwait(false);
        return await calls.CallAsync(service.FullName, rpc, request, parser, options).ConfigureAwait(false);
    }

    internal async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (IsConnected)
            return;
        await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            systemInfo ??= await calls.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException(
                $"Connection to Temporal at {Options.TargetHost} failed ({e.Code}): {e.Message}", e);
        }
        finally
        {
            connecting.Release();
        }
    }
}
