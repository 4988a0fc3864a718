using Grpc.Health.V1;
using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class SystemTests : ServerTest
{
    [Fact]
    public async Task SystemInfo_TellsOnlyWhatIsThere()
    {
        var capabilities = (await CallAsync<GetSystemInfoResponse>("GetSystemInfo", new GetSystemInfoRequest())).Capabilities;

        Assert.True(capabilities.SdkMetadata && capabilities.UpsertMemo && capabilities.ActivityFailureIncludeHeartbeat && capabilities.EncodedFailureAttributes);
        Assert.False(capabilities.SupportsSchedules || capabilities.Nexus || capabilities.EagerWorkflowStart);
    }

    [Fact]
    public async Task Namespace_Described_TellsOnlyWhatIsThere()
    {
        var described = await CallAsync<DescribeNamespaceResponse>("DescribeNamespace", new DescribeNamespaceRequest { Namespace = Ns });

        var (info, can) = (described.NamespaceInfo, described.NamespaceInfo.Capabilities);
        Assert.True(can.SyncUpdate && can.AsyncUpdate);
        Assert.False(can.EagerWorkflowStart || can.WorkerHeartbeats || can.WorkerPollCompleteOnShutdown || can.PollerAutoscaling || can.WorkerCommands);
        Assert.True(Guid.TryParse(info.Id, out _));
        Assert.Equal((NamespaceState.Registered, 2 * 1024 * 1024L), (info.State, info.Limits.BlobSizeLimitError));
        Assert.False(described.IsGlobalNamespace);
    }

    [Fact]
    public async Task ClusterInfo_AfterRestart_HasTheSameId()
    {
        var before = await CallAsync<GetClusterInfoResponse>("GetClusterInfo", new GetClusterInfoRequest());

        await RestartAsync();

        Assert.Equal(before.ClusterId, (await CallAsync<GetClusterInfoResponse>("GetClusterInfo", new GetClusterInfoRequest())).ClusterId);
    }

    [Fact]
    public async Task Health_OfTheWorkflowService_IsServing()
    {
        var response = await CallAsync<HealthCheckResponse>(
            "Check", new HealthCheckRequest { Service = "temporal.api.workflowservice.v1.WorkflowService" }, "grpc.health.v1.Health");

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }

    [Fact]
    public async Task Namespace_Registered_IsListedAndTakesWorkflows()
    {
        await CallAsync<RegisterNamespaceResponse>("RegisterNamespace", new RegisterNamespaceRequest { Namespace = "second" });
        await StartAsync(change: r => r.Namespace = "second");

        var names = (await CallAsync<ListNamespacesResponse>("ListNamespaces", new ListNamespacesRequest())).Namespaces.Select(n => n.NamespaceInfo.Name);

        Assert.Equal(["default", "second"], names);
        await RefusedAsync(GrpcStatusCode.NotFound, () => DescribeAsync());
    }

    [Theory]
    [InlineData("CreateSchedule")]
    [InlineData("StartBatchOperation")]
    [InlineData("PauseActivity")]
    [InlineData("ListWorkerDeployments")]
    [InlineData("PollNexusTaskQueue")]
    public async Task Method_ThatIsNotThere_IsUnimplementedByName(string method)
    {
        var error = await RefusedAsync(GrpcStatusCode.Unimplemented, () => CallAsync<GetSystemInfoResponse>(method, new GetSystemInfoRequest()));

        Assert.Equal($"unknown method {method} for service temporal.api.workflowservice.v1.WorkflowService", error.Message);
    }

    [Fact]
    public async Task LongPolls_ManyAtOnce_DoNotStarveOtherCalls()
    {
        var polls = Enumerable.Range(0, 300).Select(i => TryPollAsync($"queue {i}", wait: TimeSpan.FromSeconds(8))).ToList();

        await StartAsync();

        Assert.Equal(300, polls.Count(poll => !poll.IsCompleted));
        await Task.WhenAll(polls);
    }
}
