using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class QueryTests : ServerTest
{
    [Fact]
    public async Task Query_NothingOutstanding_IsATaskOfItsOwnWithTheHistory()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Timer("t", 60));
        var answer = QueryAsync();

        var task = await PollAsync();
        await AnswerAsync(task);

        Assert.Equal(("state", 0L, 5), (task.Query.QueryType, task.StartedEventId, task.History.Events.Count));
        Assert.Empty(task.Queries);
        Assert.Equal(Text("42"), (await answer).QueryResult);
        Assert.Equal(5, (await HistoryAsync()).Count);
    }

    [Fact]
    public async Task Query_TaskIsOutstanding_RidesOnIt()
    {
        await StartAsync();
        var answer = QueryAsync();
        PollWorkflowTaskQueueResponse task;
        do
        {
            task = await PollAsync();
            if (task.Queries.Count == 0)
            {
                await CompleteAsync(task, request => request.ForceCreateNewWorkflowTask = true);
            }
        }
        while (task.Queries.Count == 0);

        await CompleteAsync(task, request =>
            request.QueryResults[task.Queries.Keys.First()] = new() { ResultType = QueryResultType.Answered, Answer = Text("riding") });

        Assert.Null(task.Query);
        Assert.Equal(Text("riding"), (await answer).QueryResult);
    }

    [Fact]
    public async Task Query_ClosedWorkflow_IsAnswered()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());
        var answer = QueryAsync();

        await AnswerAsync(await PollAsync());

        Assert.Equal(Text("42"), (await answer).QueryResult);
    }

    [Fact]
    public async Task Query_HandlerFails_IsInvalidArgumentWithTheFailure()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());
        var answer = QueryAsync();

        var task = await PollAsync();
        await CallAsync<RespondQueryTaskCompletedResponse>("RespondQueryTaskCompleted", new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Failed,
            ErrorMessage = "no such query",
            Failure = new() { Message = "no such query" },
        });

        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => answer);
        Assert.Equal("no such query", error.Detail<QueryFailedFailure>()!.Failure.Message);
    }

    [Fact]
    public async Task Query_RejectedByItsCondition_SaysTheStatus()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var response = await QueryAsync(QueryRejectCondition.NotOpen);

        Assert.Equal(WorkflowExecutionStatus.Completed, response.QueryRejected.Status);
    }

    [Fact]
    public async Task Query_NoWorker_TimesOutWithAHint()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        GrpcException error;
        do
        {
            error = await RefusedAsync(GrpcStatusCode.DeadlineExceeded, () => QueryAsync(timeout: TimeSpan.FromSeconds(1)));
        }
        while (error.Message.Contains("got no answer", StringComparison.Ordinal)); // A loaded machine may miss the server's own answer.

        Assert.Contains("check worker", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_TaskKeepsFailing_IsNotReady()
    {
        await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await CallAsync<RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", new RespondWorkflowTaskFailedRequest { TaskToken = (await PollAsync()).TaskToken });
        }

        var error = await RefusedAsync(GrpcStatusCode.FailedPrecondition, () => QueryAsync());

        Assert.NotNull(error.Detail<WorkflowNotReadyFailure>());
    }

    private Task<QueryWorkflowResponse> QueryAsync(QueryRejectCondition condition = QueryRejectCondition.None, TimeSpan? timeout = null) =>
        CallAsync<QueryWorkflowResponse>(
            "QueryWorkflow",
            new QueryWorkflowRequest
            {
                Namespace = Ns,
                Execution = new() { WorkflowId = "wf" },
                Query = new() { QueryType = "state" },
                QueryRejectCondition = condition,
            },
            timeout: timeout);

    private Task<RespondQueryTaskCompletedResponse> AnswerAsync(PollWorkflowTaskQueueResponse task) =>
        CallAsync<RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted",
            new RespondQueryTaskCompletedRequest { TaskToken = task.TaskToken, CompletedType = QueryResultType.Answered, QueryResult = Text("42") });
}
