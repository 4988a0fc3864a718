using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Operations;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>Sends one heartbeat and tells the attempt what the server answered.</summary>
internal sealed class HeartbeatSender(
    ITemporalClient client, ByteString taskToken, string? identity, ActivityCancellation cancellation, ILogger logger)
{
    public async Task<HeartbeatOutcome> SendAsync(object?[] details)
    {
        Payloads? payloads;
        try
        {
            payloads = await client.Options.DataConverter.ToOptionalPayloadsAsync(details).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Converters and codecs are user code: whatever they throw becomes the activity's failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Heartbeat details can't be converted; the activity is cancelled");
            await cancellation.RequestAsync(ActivityCancelReason.HeartbeatRecordFailure, e).ConfigureAwait(false);
            return HeartbeatOutcome.Pointless;
        }
        return await SendAsync(payloads).ConfigureAwait(false);
    }

    private async Task<HeartbeatOutcome> SendAsync(Payloads? details)
    {
        try
        {
            var response = await client.WorkflowService.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    TaskToken = taskToken,
                    Details = details,
                    Identity = identity,
                },
                RpcOptions.Retrying(null)).ConfigureAwait(false);
            if (Reason(response) is { } reason)
                await cancellation.RequestAsync(reason).ConfigureAwait(false);
            return HeartbeatOutcome.Sent;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            await cancellation.RequestAsync(ActivityCancelReason.GoneFromServer).ConfigureAwait(false);
            return HeartbeatOutcome.Pointless;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            logger.LogWarning("Heartbeat was not recorded, the next one will carry its details: {Message}", e.Message);
            return HeartbeatOutcome.NotSent;
        }
    }

    private static ActivityCancelReason? Reason(RecordActivityTaskHeartbeatResponse response) => response switch
    {
        { CancelRequested: true } => ActivityCancelReason.CancelRequested,
        { ActivityReset: true } => ActivityCancelReason.Reset,
        { ActivityPaused: true } => ActivityCancelReason.Paused,
        _ => null,
    };
}
