using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Asking a workflow a question.</summary>
internal static class WorkflowQueryCall
{
    public static async Task<TResult> RunAsync<TResult>(
        WorkflowHandle handle, string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options)
    {
        var client = handle.Client;
        var converter = client.Options.DataConverter;
        var response = await SendAsync(client, options?.Rpc, new()
        {
            Namespace = client.Options.Namespace,
            Execution = new() { WorkflowId = handle.Id, RunId = handle.RunId ?? string.Empty },
            Query = new()
            {
                QueryType = query,
                QueryArgs = await converter.ToOptionalPayloadsAsync(args).ConfigureAwait(false),
            },
            QueryRejectCondition = options?.RejectCondition
                ?? client.Options.QueryRejectCondition ?? QueryRejectCondition.Unspecified,
        }).ConfigureAwait(false);
        return response.QueryRejected is { } rejected
            ? throw new WorkflowQueryRejectedException(rejected.Status)
            : await ResultPayload.ToValueAsync<TResult>(converter, response.QueryResult).ConfigureAwait(false);
    }

    private static async Task<QueryWorkflowResponse> SendAsync(
        ITemporalClient client, RpcOptions? rpc, QueryWorkflowRequest request)
    {
        try
        {
            return await client.WorkflowService.QueryWorkflowAsync(request, RpcOptions.Retrying(rpc))
                .ConfigureAwait(false);
        }
        catch (RpcException e) when (ErrorDetail.Of<QueryFailedFailure>(e) is not null)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }
    }
}
