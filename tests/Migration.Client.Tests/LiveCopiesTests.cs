using System.Reflection;
using Google.Protobuf;
using Migration.Core.Errors;
using Migration.Core.Progress;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Client.Tests;

public sealed class LiveCopiesTests
{
    [Fact]
    public async Task Read_FromAServiceThatIsGone_FailsAsEveryOtherCall()
    {
        var client = new TemporalClient(DispatchProxy.Create<ITemporalConnection, GoneConnection>(), new());
        var progress = new MigrationProgress
        {
            ExecutionId = "e",
            PlanId = "p",
            Status = ExecutionStatus.Running,
            Phase = MigrationPhase.Copy,
            Tables = [new() { Name = "users", Status = ExecutionStatus.Running }],
        };

        var failure = await Assert.ThrowsAsync<MigrationException>(() => new LiveCopies(client).ReadAsync(progress, CancellationToken.None));

        Assert.Equal(ErrorCodes.ServerUnreachable, failure.Code);
    }

    /// <summary>Connected once, to a service that was killed since. A proxy, because the official package's interface has more members than ours.</summary>
#pragma warning disable CA1852 // The proxy is derived from it at run time.
    private class GoneConnection : DispatchProxy
#pragma warning restore CA1852
    {
        private readonly GoneService service = new();

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == $"get_{nameof(ITemporalConnection.WorkflowService)}" ? service : throw new NotSupportedException(targetMethod?.Name);
    }

    private sealed class GoneService : WorkflowService
    {
        protected override Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            throw new RpcException(RpcException.StatusCode.Unavailable, "No connection", null);
    }
}
