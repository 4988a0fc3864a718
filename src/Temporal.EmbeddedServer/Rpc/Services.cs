using Temporal.EmbeddedServer.Security;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>The gRPC services of the server, one class per area.</summary>
internal static class Services
{
    public const string Workflow = "temporal.api.workflowservice.v1.WorkflowService";
    public const string Operator = "temporal.api.operatorservice.v1.OperatorService";
    public const string Health = "grpc.health.v1.Health";

    public static GrpcServiceMap Map(ServerState state, string? apiKey)
    {
        // A little above the 4 MB that clients keep to, so that they meet the sentence and not the transport.
        var map = new GrpcServiceMap
        {
            MaxReceiveBytes = (4 * 1024 * 1024) + (64 * 1024),
            Authorize = apiKey is null ? null : new ApiKeyCheck(apiKey).Require,
        };
        new SystemRpcs(state).Map(map);
        new NamespaceRpcs(state).Map(map);
        new OperatorRpcs(state).Map(map);
        new StartRpcs(state).Map(map);
        new ControlRpcs(state).Map(map);
        new HistoryRpcs(state).Map(map);
        new WorkflowTaskRpcs(state).Map(map);
        new ActivityTaskRpcs(state).Map(map);
        new ActivityByIdRpcs(state).Map(map);
        new QueryRpcs(state).Map(map);
        var updates = new UpdateRpcs(state);
        updates.Map(map);
        new MultiOperationRpcs(state, updates).Map(map);
        new ResetRpcs(state).Map(map);
        new VisibilityRpcs(state).Map(map);
        new OldVisibilityRpcs(state).Map(map);
        new DescribeRpcs(state).Map(map);
        new WorkerRpcs(state).Map(map);
        new TaskQueueRpcs(state).Map(map);
        if (state.Skipper is { } skipper)
        {
            new TestRpcs(skipper).Map(map);
        }

        return map;
    }
}
