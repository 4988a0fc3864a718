using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Client.Operations;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <content>Starting and finding workflows.</content>
public partial class TemporalClient
{
    public async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var started = await StartAsync(workflowRunCall, options).ConfigureAwait(false);
        return new(this, started.Id, null, started.ResultRunId, started.FirstExecutionRunId);
    }

    public async Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var started = await StartAsync(workflowRunCall, options).ConfigureAwait(false);
        return new(this, started.Id, null, started.ResultRunId, started.FirstExecutionRunId);
    }

    public Task<WorkflowHandle> StartWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        WorkflowStart.RunAsync(this, workflow, args, options);

    public WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    public WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    public WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    public IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options?.Limit ?? 0, nameof(options));
        var all = ListAllAsync(query, options?.Rpc);
        return options is { Limit: > 0 } ? all.Take(options.Limit) : all;
    }

    public async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(
        string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null)
    {
        var response = await WorkflowService.ListWorkflowExecutionsAsync(
            new()
            {
                Namespace = Options.Namespace,
                PageSize = options?.PageSize ?? 0,
                Query = query,
                NextPageToken = ByteString.CopyFrom(nextPageToken ?? []),
            },
            RpcOptions.Retrying(options?.Rpc)).ConfigureAwait(false);
        return new(
            response.Executions.Select(info => new WorkflowExecution(info, Options.DataConverter)).ToList(),
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    public async Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null) =>
        new(await WorkflowService.CountWorkflowExecutionsAsync(
            new() { Namespace = Options.Namespace, Query = query },
            RpcOptions.Retrying(options?.Rpc)).ConfigureAwait(false));

    private async IAsyncEnumerable<WorkflowExecution> ListAllAsync(
        string query, RpcOptions? rpc, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var source = RpcOptions.Link(rpc, cancellationToken, out var linked);
        byte[]? token = null;
        do
        {
            var page = await ListWorkflowsPaginatedAsync(query, token, new() { Rpc = linked }).ConfigureAwait(false);
            foreach (var execution in page.Workflows)
                yield return execution;
            token = page.NextPageToken;
        }
        while (token != null);
    }

    private Task<WorkflowHandle> StartAsync(LambdaExpression runCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(runCall);
        return WorkflowStart.RunAsync(this, WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }
}
