using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What may be set of a namespace. There is one cluster, and no archive.</summary>
internal static class NamespaceSettings
{
    private static readonly TimeSpan LeastRetention = TimeSpan.FromHours(1);

    public static void Apply(DescribeNamespaceResponse info, UpdateNamespaceRequest request)
    {
        RefuseElsewhere(request.PromoteNamespace, request.ReplicationConfig?.ActiveClusterName ?? string.Empty);
        RefuseArchival(request.Config?.HistoryArchivalState ?? default, request.Config?.VisibilityArchivalState ?? default);
        if (request.UpdateInfo is { } update)
        {
            info.NamespaceInfo.Description = update.Description.Length > 0 ? update.Description : info.NamespaceInfo.Description;
            info.NamespaceInfo.OwnerEmail = update.OwnerEmail.Length > 0 ? update.OwnerEmail : info.NamespaceInfo.OwnerEmail;
            foreach (var (key, value) in update.Data)
            {
                info.NamespaceInfo.Data[key] = value;
            }
        }

        if (Retention(request.Config?.WorkflowExecutionRetentionTtl) is { } retention)
        {
            info.Config.WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(retention);
        }
    }

    /// <summary>Null where it is not set.</summary>
    public static TimeSpan? Retention(Duration? retention)
    {
        Durations.RefuseNegative(retention, "WorkflowExecutionRetentionPeriod");
        return retention.OrNull() is { } asked && asked < LeastRetention
            ? throw Invalid($"A minimum retention period of {LeastRetention.TotalHours}h is required.")
            : retention.OrNull();
    }

    public static void RefuseElsewhere(bool isGlobal, string activeCluster)
    {
        if (isGlobal || activeCluster is not ("" or "active"))
        {
            throw Invalid("This server is one cluster, named 'active': a namespace can't be global or active elsewhere.");
        }
    }

    public static void RefuseArchival(ArchivalState history, ArchivalState visibility)
    {
        if (history == ArchivalState.Enabled || visibility == ArchivalState.Enabled)
        {
            throw Invalid("This server has no archive: archival can't be enabled.");
        }
    }

    private static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);
}
