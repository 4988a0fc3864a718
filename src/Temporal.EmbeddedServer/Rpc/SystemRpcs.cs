using Grpc.Health.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What the server is and can.</summary>
internal sealed class SystemRpcs(ServerState state)
{
    /// <summary>The version of the protocol's semantics that clients may rely on; constant, whatever the product's version.</summary>
    private const string ServerVersion = "1.28.0";

    public void Map(GrpcServiceMap map) => map
        .Add<GetSystemInfoRequest, GetSystemInfoResponse>(Services.Workflow, "GetSystemInfo", (_, _) => Task.FromResult(SystemInfo()))
        .Add<GetClusterInfoRequest, GetClusterInfoResponse>(Services.Workflow, "GetClusterInfo", (_, _) => Task.FromResult(ClusterInfo()))
        .Add<HealthCheckRequest, HealthCheckResponse>(Services.Health, "Check", (request, _) => Task.FromResult(Health(request)));

    private static GetSystemInfoResponse SystemInfo() => new()
    {
        ServerVersion = ServerVersion,
        Capabilities = new()
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            EncodedFailureAttributes = true,
            BuildIdBasedVersioning = true,
            UpsertMemo = true,
            SdkMetadata = true,
            CountGroupByExecutionStatus = true,
        },
    };

    private static HealthCheckResponse Health(HealthCheckRequest request) => request.Service is "" or Services.Workflow
        ? new() { Status = HealthCheckResponse.Types.ServingStatus.Serving }
        : throw new GrpcException(GrpcStatusCode.NotFound, $"unknown service {request.Service}");

    private GetClusterInfoResponse ClusterInfo() => new()
    {
        ServerVersion = ServerVersion,
        ClusterId = state.ClusterId,
        ClusterName = "active",
        HistoryShardCount = 1,
        PersistenceStore = "sqlite",
        VisibilityStore = "sqlite",
        VersionInfo = new() { Current = new() { Version = ServerVersion } },
    };
}
