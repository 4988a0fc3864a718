using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>Raw calls of Temporal's WorkflowService.</summary>
public abstract partial class WorkflowService : RpcService
{
    internal const string Name = "temporal.api.workflowservice.v1.WorkflowService";

    internal override string FullName => Name;

    /// <summary>The service over a connection.</summary>
    public class Core(TemporalConnection connection) : WorkflowService
    {
        protected override Task<T> InvokeRpcAsync<T>(
            string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeRpcAsync(this, rpc, req, resp, options);
    }
}
