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

    /// <summary>Those that are not deleted, by name.</summary>
    public IEnumerable<DescribeNamespaceResponse> All =>
        byName.Values.Where(IsThere).OrderBy(info => info.NamespaceInfo.Name, StringComparer.Ordinal);

    /// <summary>Those whose workflows are still to be removed.</summary>
    public IEnumerable<DescribeNamespaceResponse> Deleted => byName.Values.Where(info => !IsThere(info));

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

    public void Remove(string name) => byName.TryRemove(name, out _);

    public void Put(DescribeNamespaceResponse info) => byName[info.NamespaceInfo.Name] = info;

    public DescribeNamespaceResponse Describe(string name, string id)
    {
        var found = name.Length > 0 ? byName.GetValueOrDefault(name) : byName.Values.FirstOrDefault(info => info.NamespaceInfo.Id == id);
        return found is not null && IsThere(found) ? found : throw NotFound(name.Length > 0 ? name : id);
    }

    /// <summary>Every request of a namespace that does not exist is refused the same way.</summary>
    public void Require(string name)
    {
        if (name.Length == 0)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Namespace not set on request.");
        }

        if (!byName.TryGetValue(name, out var info) || !IsThere(info))
        {
            throw NotFound(name);
        }
    }

    private static bool IsThere(DescribeNamespaceResponse info) => info.NamespaceInfo.State != NamespaceState.Deleted;

    private static GrpcException NotFound(string name) => GrpcException.WithDetail(
        GrpcStatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });
}
