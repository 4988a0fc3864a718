using Google.Protobuf;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Lists from before there was a query language; tools still ask for them.</summary>
internal sealed class OldVisibilityRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>(
            Services.Workflow, "ListOpenWorkflowExecutions", (request, _) => Task.FromResult(ListOpen(request)))
        .Add<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>(
            Services.Workflow, "ListClosedWorkflowExecutions", (request, _) => Task.FromResult(ListClosed(request)))
        .Add<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>(
            Services.Workflow, "ScanWorkflowExecutions", (request, _) => Task.FromResult(Scan(request)));

    private ListOpenWorkflowExecutionsResponse ListOpen(ListOpenWorkflowExecutionsRequest request)
    {
        var filter = Filter("status = 1", "start_time", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter);
        var (runs, next) = Read(request.Namespace, filter, request.MaximumPageSize, request.NextPageToken);
        return new() { Executions = { runs.Select(ExecutionInfo.Of) }, NextPageToken = next };
    }

    private ListClosedWorkflowExecutionsResponse ListClosed(ListClosedWorkflowExecutionsRequest request)
    {
        var status = request.StatusFilter is { } wanted ? $"status = {(int)wanted.Status}" : "status <> 1";
        var filter = Filter(status, "close_time", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter);
        var (runs, next) = Read(request.Namespace, filter, request.MaximumPageSize, request.NextPageToken);
        return new() { Executions = { runs.Select(ExecutionInfo.Of) }, NextPageToken = next };
    }

    private ScanWorkflowExecutionsResponse Scan(ScanWorkflowExecutionsRequest request)
    {
        var filter = VisibilityRpcs.Listed(request.Query, state.SearchAttributes);
        var (runs, next) = Read(request.Namespace, filter, request.PageSize, request.NextPageToken);
        return new() { Executions = { runs.Select(ExecutionInfo.Of) }, NextPageToken = next };
    }

    private (List<RunRecord> Runs, ByteString Next) Read(string @namespace, VisibilityFilter filter, int size, ByteString page)
    {
        state.Namespaces.Require(@namespace);
        return state.Visibility.List(@namespace, filter, VisibilityRpcs.PageSize(size), page);
    }

    /// <summary>The time of such a filter is the start of open workflows and the close of closed ones.</summary>
    private static VisibilityFilter Filter(
        string condition, string timeColumn, StartTimeFilter? times, WorkflowExecutionFilter? execution, WorkflowTypeFilter? type)
    {
        var values = new List<object?>();
        void And(string comparison, object? value)
        {
            values.Add(value);
            condition += $" AND {comparison} ${values.Count}";
        }

        if (times?.EarliestTime is { } earliest)
        {
            And($"{timeColumn} >=", UnixTime.Of(earliest));
        }

        if (times?.LatestTime is { } latest)
        {
            And($"{timeColumn} <=", UnixTime.Of(latest));
        }

        if (execution?.WorkflowId is { Length: > 0 } workflowId)
        {
            And("workflow_id =", workflowId);
        }

        if (execution?.RunId is { Length: > 0 } runId)
        {
            And("run_id =", runId);
        }

        if (type?.Name is { Length: > 0 } name)
        {
            And("workflow_type =", name);
        }

        return new VisibilityFilter(condition, values, GroupByStatus: false);
    }
}
