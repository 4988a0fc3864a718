using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Matching;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What is known of a task queue: who polls it and what waits in it. A queue has one partition and no versions.</summary>
internal sealed class TaskQueueRpcs(ServerState state)
{
    /// <summary>What Temporal tells of a queue whose workers set no limit.</summary>
    private const double UnlimitedRate = 100_000;

    public void Map(GrpcServiceMap map) => map
        .Add<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(
            Services.Workflow, "DescribeTaskQueue", (request, _) => Task.FromResult(Describe(request)))
        .Add<ListTaskQueuePartitionsRequest, ListTaskQueuePartitionsResponse>(
            Services.Workflow, "ListTaskQueuePartitions", (request, _) => Task.FromResult(ListPartitions(request)));

    private DescribeTaskQueueResponse Describe(DescribeTaskQueueRequest request)
    {
        Check(request.Namespace, request.TaskQueue?.Name);
        if (request.ApiMode == DescribeTaskQueueMode.Enhanced)
        {
            return new() { VersionsInfo = { [string.Empty] = Unversioned(request) } };
        }

        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        var queue = Find(request, type);
        var response = new DescribeTaskQueueResponse { Stats = Stats(queue) };
        response.Pollers.AddRange(Pollers(queue));
        if (request.IncludeTaskQueueStatus)
        {
            response.TaskQueueStatus = new() { BacklogCountHint = queue.Backlog, RatePerSecond = queue.Limit ?? UnlimitedRate };
        }

        return response;
    }

    private TaskQueueVersionInfo Unversioned(DescribeTaskQueueRequest request)
    {
        var info = new TaskQueueVersionInfo();
        IEnumerable<TaskQueueType> types = request.TaskQueueTypes.Count > 0 ? request.TaskQueueTypes : [TaskQueueType.Workflow, TaskQueueType.Activity];
        foreach (var type in types)
        {
            var queue = Find(request, type);
            var typed = new TaskQueueTypeInfo { Stats = request.ReportStats ? Stats(queue) : null };
            typed.Pollers.AddRange(request.ReportPollers ? Pollers(queue) : []);
            info.TypesInfo[(int)type] = typed;
        }

        return info;
    }

    private ListTaskQueuePartitionsResponse ListPartitions(ListTaskQueuePartitionsRequest request)
    {
        Check(request.Namespace, request.TaskQueue?.Name);
        var partition = new TaskQueuePartitionMetadata { Key = request.TaskQueue!.Name, OwnerHostName = Environment.MachineName };
        return new() { WorkflowTaskQueuePartitions = { partition }, ActivityTaskQueuePartitions = { partition.Clone() } };
    }

    private void Check(string @namespace, string? name)
    {
        state.Namespaces.Require(@namespace);
        StartChecks.RequireText(name, "TaskQueue");
    }

    private QueueStatus Find(DescribeTaskQueueRequest request, TaskQueueType type) =>
        state.Queues.StatusOf(new TaskQueueKey(request.Namespace, type, request.TaskQueue.Name));

    private static TaskQueueStats Stats(QueueStatus queue) => new()
    {
        ApproximateBacklogCount = queue.Backlog,
        ApproximateBacklogAge = Duration.FromTimeSpan(queue.Age),
        TasksAddRate = queue.AddedPerSecond,
        TasksDispatchRate = queue.DispatchedPerSecond,
        RateLimitingActive = queue.IsHeldBack,
    };

    private static IEnumerable<PollerInfo> Pollers(QueueStatus queue) => queue.Polls
        .OrderByDescending(poll => poll.Value)
        .Select(poll => new PollerInfo
        {
            Identity = poll.Key,
            LastAccessTime = Timestamp.FromDateTimeOffset(poll.Value),
            RatePerSecond = queue.Limit ?? UnlimitedRate,
        });
}
