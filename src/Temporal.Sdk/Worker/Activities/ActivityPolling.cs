using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker.Activities;

/// <summary>Polls on the connection's own sockets for polls, or plainly on a connection of another kind.</summary>
internal static class ActivityPolling
{
    public static Task<PollActivityTaskQueueResponse> PollAsync(
        this ITemporalClient client,
        PollActivityTaskQueueRequest request,
        ILogger logger,
        CancellationToken cancellationToken) => client.Connection is TemporalConnection connection
            ? connection.Polls.PollAsync(request, logger, cancellationToken)
            : client.WorkflowService.PollActivityTaskQueueAsync(
                request, new() { CancellationToken = cancellationToken });
}
