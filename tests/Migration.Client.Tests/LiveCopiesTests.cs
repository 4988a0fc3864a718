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
        var client = new TemporalClient(new GoneConnection(), new());
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

    /// <summary>Connected once, to a service that was killed since.</summary>
    private sealed class GoneConnection : ITemporalConnection
    {
        public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; } = [];

        public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; } = [];

        public string? ApiKey { get; set; }

        public WorkflowService WorkflowService { get; } = new GoneService();

        public OperatorService OperatorService => throw new NotSupportedException();

        public TestService TestService => throw new NotSupportedException();

        public TemporalConnectionOptions Options { get; } = new();

        public bool IsConnected => true;

        public Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null) => Task.FromResult(false);

        public Task ConnectAsync() => Task.CompletedTask;
    }

    private sealed class GoneService : WorkflowService
    {
        protected override Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            throw new RpcException(RpcException.StatusCode.Unavailable, "No connection", null);
    }
}
