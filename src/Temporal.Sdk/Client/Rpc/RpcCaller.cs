using Google.Protobuf;
using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Rpc;

/// <summary>Calls over one gRPC channel: headers, deadlines, repetition, and the API's exceptions.</summary>
internal sealed class RpcCaller(TemporalConnection connection, TimeProvider time)
{
    private readonly RpcRetry retry = new(connection.Options.RpcRetry ?? new(), time);
    private Lazy<GrpcChannel> channel = Channel(connection);

    public Task<T> CallAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T> => options?.Retry == true
            ? retry.RunAsync(
                () => CallOnceAsync(service, rpc, request, parser, options), options.CancellationToken ?? default)
            : CallOnceAsync(service, rpc, request, parser, options);

    /// <summary>
    /// The first call on a connection. Servers before this call existed, and servers that can't read
    /// compressed requests, show it by their error.
    /// </summary>
    public async Task<GetSystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SystemInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (Unimplemented.Compression(e))
        {
            connection.CompressRequests = false;
            channel = Channel(connection);
            return await SystemInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (Unimplemented.Method(e))
        {
            return new GetSystemInfoResponse { Capabilities = new() };
        }
    }

    /// <summary>Made on the first call, when the connection knows whether the server reads compressed requests.</summary>
    private static Lazy<GrpcChannel> Channel(TemporalConnection connection) =>
        new(() => ChannelFactory.Create(connection.Options, connection.CompressRequests));

    private Task<GetSystemInfoResponse> SystemInfoAsync(CancellationToken cancellationToken) => CallOnceAsync(
        WorkflowService.Name,
        "GetSystemInfo",
        new GetSystemInfoRequest(),
        GetSystemInfoResponse.Parser,
        new RpcOptions { CancellationToken = cancellationToken });

    private async Task<T> CallOnceAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        try
        {
            return await channel.Value.UnaryCallAsync(service, rpc, request, parser, new GrpcCallOptions
            {
                Timeout = options?.Timeout ?? RpcDeadline.Of(request),
                Metadata = RpcHeaders.Of(connection, request, options),
                CancellationToken = options?.CancellationToken ?? default,
            }).ConfigureAwait(false);
        }
        catch (GrpcException e)
        {
            throw new RpcException((RpcException.StatusCode)e.StatusCode, e.Message, e.Details?.ToByteArray());
        }
    }
}
