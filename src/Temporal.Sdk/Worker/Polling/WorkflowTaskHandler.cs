using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Activities;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Polling;

/// <summary>Takes a polled task through its run and answers the service.</summary>
internal sealed class WorkflowTaskHandler(IWorkflowTaskService service, WorkflowWorkerSettings settings, ILogger logger)
{
    private readonly RunCache cache = new(settings);
    private readonly TaskHistory history = new(service, settings.Environment.Namespace);
    private readonly TaskCodec codec = new(settings.Environment.DataConverter.PayloadCodec);
    private readonly TaskResponses responses = new(settings);

    internal RunCache Cache => cache;

    /// <summary>Takes no further task with the answer to one.</summary>
    internal void Stop() => responses.TakeNextTask = false;

    internal async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        // The answer to a task may bring the next one of the same run.
        for (var next = task; next != null;)
        {
            var run = cache.Take(next.WorkflowExecution.RunId);
            await run.TakeTurnAsync().ConfigureAwait(false);
            try
            {
                next = await HandleAsync(next, run).ConfigureAwait(false);
            }
            finally
            {
                run.EndTurn();
            }
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> HandleAsync(PollWorkflowTaskQueueResponse task, CachedRun run)
    {
        WorkflowTaskAnswer answer;
        try
        {
            answer = await ProcessAsync(task, run).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            cache.Evict(run);
            await FailAsync(task, e).ConfigureAwait(false);
            return null;
        }
        if (answer.ClosesRun || answer.HandsBack || !(settings.Sticky || answer.NeedsNextTask))
            cache.Evict(run);
        return await RespondAsync(task, run, answer).ConfigureAwait(false);
    }

    private async Task<WorkflowTaskAnswer> ProcessAsync(PollWorkflowTaskQueueResponse task, CachedRun run)
    {
        var events = await history.ReadAsync(task, run.NextEventId).ConfigureAwait(false);
        if (events.Count > 0 && events[0].EventId == 1 && run.NextEventId > 1 && !run.IsStuck && !run.RunsLocalActivities)
            run.Reset();
        task.History = new() { Events = { events } };
        await codec.DecodeAsync(task).ConfigureAwait(false);
        return await run.ProcessAsync(TaskResponses.ToTask(task)).ConfigureAwait(false);
    }

    private async Task<PollWorkflowTaskQueueResponse?> RespondAsync(
        PollWorkflowTaskQueueResponse task, CachedRun run, WorkflowTaskAnswer answer)
    {
        try
        {
            if (task.Query != null)
            {
                var query = responses.ForQuery(task, answer);
                await codec.EncodeAsync(query).ConfigureAwait(false);
                await service.AnswerQueryAsync(query).ConfigureAwait(false);
                return null;
            }
            var completed = responses.ForTask(task, answer);
            await codec.EncodeAsync(completed).ConfigureAwait(false);
            using var eager = new EagerReservation(settings.EagerActivities, settings.Environment.TaskQueue, completed.Commands);
            var response = await service.CompleteAsync(completed).ConfigureAwait(false);
            eager.Start(response.ActivityTasks);
            // The service has taken back the events of a task that only refused updates.
            if (response.ResetHistoryEventId > 0)
                cache.Evict(run);
            if (response.WorkflowTask is { TaskToken.IsEmpty: false } next)
                return next;
            if (!settings.Sticky)
                cache.Evict(run);
            return null;
        }
        catch (RpcException e)
        {
            // Not accepted, so this memory is ahead of the history: the service hands the run out anew.
            cache.Evict(run);
            LogRefused(task, e);
            if (Client.Rpc.TransientErrors.TooLarge(e))
                await FailAsync(task, e).ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            // The user's codec refused the answer, or the connection gave up: the history does not have it.
            cache.Evict(run);
            await FailAsync(task, e).ConfigureAwait(false);
            return null;
        }
    }

    private void LogRefused(PollWorkflowTaskQueueResponse task, RpcException e)
    {
        // Both are part of normal life: the task timed out, or an event came in while the workflow was closing.
        var expected = e.Code == RpcException.StatusCode.NotFound ||
            e.Message.Contains("UnhandledCommand", StringComparison.Ordinal);
        logger.Log(
            expected ? LogLevel.Debug : LogLevel.Warning,
            "The service did not take the task of workflow {WorkflowId} run {RunId}: {Code} {Message}",
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            e.Code,
            e.Message);
    }

    private async Task FailAsync(PollWorkflowTaskQueueResponse task, Exception failure)
    {
        logger.LogWarning(
            failure,
            "A task of workflow {WorkflowType} {WorkflowId} run {RunId} failed at attempt {Attempt}. " +
            "The service hands it out again; a worker with corrected code carries on.",
            task.WorkflowType?.Name,
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            task.Attempt);
        try
        {
            if (task.Query != null)
                await service.AnswerQueryAsync(responses.ForFailedQuery(task, failure)).ConfigureAwait(false);
            // Later attempts time out instead, so that a broken workflow does not spin.
            else if (task.Attempt <= 1)
                await SendFailureAsync(task, failure).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            LogRefused(task, e);
        }
    }

    private async Task SendFailureAsync(PollWorkflowTaskQueueResponse task, Exception failure)
    {
        var request = responses.ForFailure(task, failure);
        await codec.EncodeAsync(request).ConfigureAwait(false);
        await service.FailAsync(request).ConfigureAwait(false);
    }
}
