using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Rpc;
using Temporalio.Exceptions;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Polling;

/// <summary>Translates between the service's messages and what a run takes and gives.</summary>
internal sealed class TaskResponses(WorkflowWorkerSettings settings)
{
    /// <summary>Key of a query that came alone, without a task.</summary>
    private const string SoleQuery = "";
    private volatile bool takeNextTask = true;

    /// <summary>Asks for the next task of the run with the answer to this one.</summary>
    internal bool TakeNextTask
    {
        get => takeNextTask;
        set => takeNextTask = value;
    }

    internal static WorkflowTask ToTask(PollWorkflowTaskQueueResponse task) => new(
        task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, task.History.Events)
    {
        StartedEventId = task.Query == null ? task.StartedEventId : 0,
        Messages = task.Messages,
        Queries = task.Query is { } query
            ? new Dictionary<string, WorkflowQuery> { [SoleQuery] = query }
            : task.Queries,
    };

    internal RespondWorkflowTaskCompletedRequest ForTask(PollWorkflowTaskQueueResponse task, WorkflowTaskAnswer answer)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = settings.Environment.Namespace,
            Identity = settings.Identity,
            ReturnNewWorkflowTask = (TakeNextTask || answer.NeedsNextTask) && !answer.HandsBack,
            ForceCreateNewWorkflowTask = answer.NeedsNextTask || answer.HandsBack,
            Commands = { answer.Commands },
            Messages = { answer.Messages },
            SdkMetadata = answer.SdkMetadata,
        };
        foreach (var (id, result) in answer.QueryResults)
            request.QueryResults[id] = result;
        if (settings.Sticky && !answer.HandsBack)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue = new()
                {
                    Name = settings.StickyQueue,
                    Kind = TaskQueueKind.Sticky,
                    NormalName = settings.Environment.TaskQueue,
                },
                ScheduleToStartTimeout = Duration.FromTimeSpan(settings.StickyTimeout),
            };
        }
        return request;
    }

    internal RespondQueryTaskCompletedRequest ForQuery(PollWorkflowTaskQueueResponse task, WorkflowTaskAnswer answer)
    {
        var result = answer.QueryResults[SoleQuery];
        return new()
        {
            TaskToken = task.TaskToken,
            Namespace = settings.Environment.Namespace,
            CompletedType = result.ResultType,
            QueryResult = result.Answer,
            ErrorMessage = result.ErrorMessage,
            Failure = result.Failure,
        };
    }

    internal RespondQueryTaskCompletedRequest ForFailedQuery(PollWorkflowTaskQueueResponse task, Exception failure) => new()
    {
        TaskToken = task.TaskToken,
        Namespace = settings.Environment.Namespace,
        CompletedType = QueryResultType.Failed,
        ErrorMessage = failure.Message,
        Cause = CauseOf(failure),
    };

    internal RespondWorkflowTaskFailedRequest ForFailure(PollWorkflowTaskQueueResponse task, Exception failure) => new()
    {
        TaskToken = task.TaskToken,
        Namespace = settings.Environment.Namespace,
        Identity = settings.Identity,
        Cause = CauseOf(failure),
        Failure = ToFailure(failure),
    };

    private static WorkflowTaskFailedCause CauseOf(Exception failure) => failure switch
    {
        WorkflowNondeterminismException => WorkflowTaskFailedCause.NonDeterministicError,
        RpcException rpc when TransientErrors.TooLarge(rpc) => WorkflowTaskFailedCause.GrpcMessageTooLarge,
        _ => WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
    };

    private Failure ToFailure(Exception failure)
    {
        var converter = settings.Environment.DataConverter;
        return converter.FailureConverter.ToFailure(failure, converter.PayloadConverter);
    }
}
