using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Polling;

/// <summary>Brings together the history that a task needs, page by page.</summary>
internal sealed class TaskHistory(IWorkflowTaskService service, string @namespace)
{
    /// <summary>The events of the task from the given one on; the whole history when the task lacks some.</summary>
    internal async Task<IReadOnlyList<HistoryEvent>> ReadAsync(PollWorkflowTaskQueueResponse task, long firstEventId)
    {
        var events = task.History?.Events.ToList() ?? [];
        var first = events.Count > 0 ? events[0].EventId : firstEventId;
        var lacksBeginning = first > firstEventId || (events.Count == 0 && firstEventId == 1);
        if (lacksBeginning)
            return await ReadPagesAsync([], task.WorkflowExecution, ByteString.Empty).ConfigureAwait(false);
        return task.NextPageToken.IsEmpty
            ? events
            : await ReadPagesAsync(events, task.WorkflowExecution, task.NextPageToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<HistoryEvent>> ReadPagesAsync(
        List<HistoryEvent> events, WorkflowExecution execution, ByteString page)
    {
        do
        {
            var response = await service.GetHistoryAsync(new()
            {
                Namespace = @namespace,
                Execution = execution,
                NextPageToken = page,
            }).ConfigureAwait(false);
            events.AddRange(response.History?.Events ?? []);
            page = response.NextPageToken;
        }
        while (!page.IsEmpty);
        return events;
    }
}
