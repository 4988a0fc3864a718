using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Client.Rpc;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>
/// Brings an outcome to the server. The work is done, so an outage only delays it; when the worker itself
/// is to stop, the server's timeouts take over.
/// </summary>
internal sealed class ActivityReport(
    ITemporalClient client, ByteString taskToken, string? identity, ILogger logger, CancellationToken workerShutdown)
{
    public async Task SendAsync(ActivityOutcome outcome)
    {
        while (true)
        {
            try
            {
                await SendOnceAsync(outcome).ConfigureAwait(false);
                return;
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
            {
                logger.LogDebug("The server no longer waits for this attempt: {Message}", e.Message);
                return;
            }
            catch (RpcException e) when (TransientErrors.Include(e) && !workerShutdown.IsCancellationRequested)
            {
                logger.LogWarning("The end of the activity was not recorded, trying again: {Message}", e.Message);
            }
            catch (RpcException e)
            {
                logger.LogError(e, "The end of the activity could not be recorded; its timeout will end the attempt");
                return;
            }
        }
    }

    private async Task SendOnceAsync(ActivityOutcome outcome)
    {
        var service = client.WorkflowService;
        var space = client.Options.Namespace;
        var retrying = RpcOptions.Retrying(null);
        switch (outcome)
        {
            case ActivityOutcome.Completed completed:
                await service.RespondActivityTaskCompletedAsync(
                    new()
                    {
                        Namespace = space,
                        TaskToken = taskToken,
                        Identity = identity,
                        Result = new() { Payloads_ = { completed.Result } },
                    },
                    retrying).ConfigureAwait(false);
                break;
            case ActivityOutcome.Failed failed:
                await service.RespondActivityTaskFailedAsync(
                    new() { Namespace = space, TaskToken = taskToken, Identity = identity, Failure = failed.Failure },
                    retrying).ConfigureAwait(false);
                break;
            case ActivityOutcome.Canceled:
                await service.RespondActivityTaskCanceledAsync(
                    new() { Namespace = space, TaskToken = taskToken, Identity = identity }, retrying).ConfigureAwait(false);
                break;
        }
    }
}
