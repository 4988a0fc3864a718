using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer;

/// <summary>The namespaces of this server. Their ids are made once and stored: clients hold on to them.</summary>
internal sealed class Namespaces(IEnumerable<DescribeNamespaceResponse> stored)
{
    private readonly ConcurrentDictionary<string, DescribeNamespaceResponse> byName =
        new(stored.ToDictionary(info => info.NamespaceInfo.Name), StringComparer.Ordinal);

    public IEnumerable<DescribeNamespaceResponse> All => byName.Values.OrderBy(info => info.NamespaceInfo.Name, StringComparer.Ordinal);

    public static DescribeNamespaceResponse Make(string name, string description, TimeSpan retention) => new()
    {
        NamespaceInfo = new()
        {
            Name = name,
            Id = Guid.NewGuid().ToString(),
            State = NamespaceState.Registered,
            Description = description,
            Capabilities = new() { SyncUpdate = true, AsyncUpdate = true },
            Limits = new() { BlobSizeLimitError = Runs.Limits.BlobBytes, MemoSizeLimitError = Runs.Limits.BlobBytes },
        },
        Config = new() { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(retention) },
        ReplicationConfig = new() { ActiveClusterName = "active", Clusters = { new Temporalio.Api.Replication.V1.ClusterReplicationConfig { ClusterName = "active" } } },
    };

    public bool Contains(string name) => byName.ContainsKey(name);

    public void Put(DescribeNamespaceResponse info) => byName[info.NamespaceInfo.Name] = info;

    public DescribeNamespaceResponse Describe(string name, string id)
    {
        var found = name.Length > 0 ? byName.GetValueOrDefault(name) : byName.Values.FirstOrDefault(info => info.NamespaceInfo.Id == id);
        return found ?? throw NotFound(name.Length > 0 ? name : id);
    }

    /// <summary>Every request of a namespace that does not exist is refused the same way.</summary>
    public void Require(string name)
    {
        if (name.Length == 0)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Namespace not set on request.");
        }

        if (!byName.ContainsKey(name))
        {
            throw NotFound(name);
        }
    }

    private static GrpcException NotFound(string name) => GrpcException.WithDetail(
        GrpcStatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });
}
