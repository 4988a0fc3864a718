using Temporal.EmbeddedServer.Queries;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class QueryRpcs(ServerState state)
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    /// <summary>How long a query waits for the worker that has the workflow cached, before any may take it.</summary>
    private static readonly TimeSpan StickyPatience = TimeSpan.FromSeconds(5);

    public void Map(GrpcServiceMap map) => map
        .Add<QueryWorkflowRequest, QueryWorkflowResponse>(Services.Workflow, "QueryWorkflow", QueryAsync)
        .Add<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(
            Services.Workflow, "RespondQueryTaskCompleted", (request, _) => Task.FromResult(Respond(request)));

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.Execution?.WorkflowId, "WorkflowId");
        StartChecks.RequireText(request.Query?.QueryType, "QueryType");
        var (query, rejected) = await state.Commits.ExecuteAsync(transaction => Post(transaction, request));
        if (query is null)
        {
            return new() { QueryRejected = rejected };
        }

        try
        {
            return Answer(await WaitAsync(query, call));
        }
        catch (TimeoutException)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "query timed out before a worker could process it, please check worker");
        }
        catch (OperationCanceledException) when (state.Stopping.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down; query again when it is back.");
        }
        finally
        {
            state.Queries.Remove(query);
        }
    }

    private static QueryWorkflowResponse Answer(WorkflowQueryResult result) => result.ResultType == QueryResultType.Answered
        ? new() { QueryResult = result.Answer }
        : throw GrpcException.WithDetail(
            GrpcStatusCode.InvalidArgument, result.ErrorMessage, new QueryFailedFailure { Failure = result.Failure });

    private async Task<WorkflowQueryResult> WaitAsync(PendingQuery query, GrpcServerCall call)
    {
        var patience = LongPoll.Limit(call, DefaultPatience);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, state.Stopping);
        if (patience <= StickyPatience)
        {
            return await query.Answer.WaitAsync(patience, ended.Token);
        }

        try
        {
            return await query.Answer.WaitAsync(StickyPatience, ended.Token);
        }
        catch (TimeoutException) when (!query.IsTaken)
        {
            await state.Commits.ExecuteAsync(transaction =>
            {
                if (transaction.Find(query.RunId) is { Record.WorkflowTask: null } run)
                {
                    QueryBoard.DispatchToAny(transaction, run, query);
                }
            });
        }
        catch (TimeoutException)
        {
            // A worker is at it.
        }

        return await query.Answer.WaitAsync(patience - StickyPatience, ended.Token);
    }

    private (PendingQuery? Query, QueryRejected? Rejected) Post(Transaction transaction, QueryWorkflowRequest request)
    {
        var run = transaction.Require(request.Namespace, request.Execution);
        if (Rejects(request.QueryRejectCondition, run.Record.Status))
        {
            return (null, new QueryRejected { Status = run.Record.Status });
        }

        if (run.Record.WorkflowTask is { Attempt: >= 3 })
        {
            throw NotReady("Unable to query workflow due to Workflow Task in failed state.");
        }

        if (!run.IsOpen && run.Record.PreviousStartedEventId == 0)
        {
            throw NotReady("Workflow was closed before it ran its first task, so there is nothing to query.");
        }

        var query = new PendingQuery(run.RunId, request.Query);
        state.Queries.Post(transaction, run, query);
        return (query, null);
    }

    private static bool Rejects(QueryRejectCondition condition, WorkflowExecutionStatus status) => condition switch
    {
        QueryRejectCondition.NotOpen => status != WorkflowExecutionStatus.Running,
        QueryRejectCondition.NotCompletedCleanly => status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed),
        _ => false,
    };

    private static GrpcException NotReady(string message) =>
        GrpcException.WithDetail(GrpcStatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    private RespondQueryTaskCompletedResponse Respond(RespondQueryTaskCompletedRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        var query = state.Queries.Find(token.QueryId)
            ?? throw GrpcException.WithDetail(GrpcStatusCode.NotFound, "query task not found, or already expired", new NotFoundFailure());
        query.Reply(new WorkflowQueryResult
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
        return new RespondQueryTaskCompletedResponse();
    }
}
