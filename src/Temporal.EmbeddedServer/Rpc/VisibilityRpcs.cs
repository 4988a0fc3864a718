using Google.Protobuf;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.WorkflowService.V1;
using Group = Temporalio.Api.WorkflowService.V1.CountWorkflowExecutionsResponse.Types.AggregationGroup;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class VisibilityRpcs(ServerState state)
{
    private const int MaxPage = 1000;

    public void Map(GrpcServiceMap map) => map
        .Add<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(
            Services.Workflow, "ListWorkflowExecutions", (request, _) => Task.FromResult(List(request)))
        .Add<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(
            Services.Workflow, "CountWorkflowExecutions", (request, _) => Task.FromResult(Count(request)));

    private ListWorkflowExecutionsResponse List(ListWorkflowExecutionsRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        var filter = Listed(request.Query, state.SearchAttributes);
        var (runs, next) = state.Visibility.List(request.Namespace, filter, PageSize(request.PageSize), request.NextPageToken);
        return new() { Executions = { runs.Select(ExecutionInfo.Of) }, NextPageToken = next };
    }

    public static int PageSize(int asked) => asked is <= 0 or > MaxPage ? MaxPage : asked;

    /// <summary>The condition of a list, which can't be grouped.</summary>
    public static VisibilityFilter Listed(string query, SearchAttributeRegistry registry)
    {
        var filter = QueryCompiler.Compile(query, registry);
        return filter.GroupByStatus ? throw new GrpcException(GrpcStatusCode.InvalidArgument, "invalid query: GROUP BY is for counts") : filter;
    }

    private CountWorkflowExecutionsResponse Count(CountWorkflowExecutionsRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        var filter = QueryCompiler.Compile(request.Query, state.SearchAttributes);
        if (!filter.GroupByStatus)
        {
            return new() { Count = state.Visibility.Count(request.Namespace, filter) };
        }

        var groups = state.Visibility.CountByStatus(request.Namespace, filter);
        return new() { Count = groups.Sum(group => group.Count), Groups = { groups.Select(group => ToGroup(group.Status, group.Count)) } };
    }

    private static Group ToGroup(WorkflowExecutionStatus status, long count) => new()
    {
        Count = count,
        GroupValues =
        {
            new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
                Data = ByteString.CopyFromUtf8($"\"{status}\""),
            },
        },
    };
}
