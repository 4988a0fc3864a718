using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>Raw calls of one gRPC service. They are repeated after transient errors only when the options say so.</summary>
public abstract class RpcService
{
    internal abstract string FullName { get; }

    protected abstract Task<T> InvokeRpcAsync<T>(
        string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : IMessage<T>;
}
