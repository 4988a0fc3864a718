using Google.Protobuf;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>The four answers of an asynchronously completed activity, each by token or by ids.</summary>
internal static class AsyncActivityCall
{
    public static async Task HeartbeatAsync(AsyncActivityHandle handle, AsyncActivityHeartbeatOptions? options)
    {
        var (client, service, rpc) = Parts(handle, options?.Rpc);
        var details = await client.Options.DataConverter.ToOptionalPayloadsAsync(options?.Details).ConfigureAwait(false);
        var cancel = handle.Activity is AsyncActivityHandle.IdReference id
            ? (await service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = client.Connection.Options.Identity,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? string.Empty,
                    ActivityId = id.ActivityId,
                    Details = details,
                },
                rpc).ConfigureAwait(false)).CancelRequested
            : (await service.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = client.Connection.Options.Identity,
                    TaskToken = Token(handle),
                    Details = details,
                },
                rpc).ConfigureAwait(false)).CancelRequested;
        if (cancel)
            throw new AsyncActivityCanceledException();
    }

    public static async Task CompleteAsync(
        AsyncActivityHandle handle, object? result, AsyncActivityCompleteOptions? options)
    {
        var (client, service, rpc) = Parts(handle, options?.Rpc);
        var payloads = await client.Options.DataConverter.ToOptionalPayloadsAsync([result]).ConfigureAwait(false);
        if (handle.Activity is AsyncActivityHandle.IdReference id)
        {
            await service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = client.Connection.Options.Identity,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? string.Empty,
                    ActivityId = id.ActivityId,
                    Result = payloads,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await service.RespondActivityTaskCompletedAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Identity = client.Connection.Options.Identity,
                TaskToken = Token(handle),
                Result = payloads,
            },
            rpc).ConfigureAwait(false);
    }

    public static async Task FailAsync(
        AsyncActivityHandle handle, Exception exception, AsyncActivityFailOptions? options)
    {
        var (client, service, rpc) = Parts(handle, options?.Rpc);
        var converter = client.Options.DataConverter;
        var failure = await converter.ToFailureAsync(exception).ConfigureAwait(false);
        var details = await converter.ToOptionalPayloadsAsync(options?.LastHeartbeatDetails).ConfigureAwait(false);
        if (handle.Activity is AsyncActivityHandle.IdReference id)
        {
            await service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = client.Connection.Options.Identity,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? string.Empty,
                    ActivityId = id.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await service.RespondActivityTaskFailedAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Identity = client.Connection.Options.Identity,
                TaskToken = Token(handle),
                Failure = failure,
                LastHeartbeatDetails = details,
            },
            rpc).ConfigureAwait(false);
    }

    public static async Task ReportCancellationAsync(
        AsyncActivityHandle handle, AsyncActivityReportCancellationOptions? options)
    {
        var (client, service, rpc) = Parts(handle, options?.Rpc);
        var details = await client.Options.DataConverter.ToOptionalPayloadsAsync(options?.Details).ConfigureAwait(false);
        if (handle.Activity is AsyncActivityHandle.IdReference id)
        {
            await service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = client.Connection.Options.Identity,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? string.Empty,
                    ActivityId = id.ActivityId,
                    Details = details,
                },
                rpc).ConfigureAwait(false);
            return;
        }
        await service.RespondActivityTaskCanceledAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Identity = client.Connection.Options.Identity,
                TaskToken = Token(handle),
                Details = details,
            },
            rpc).ConfigureAwait(false);
    }

    private static (ITemporalClient Client, WorkflowService Service, RpcOptions Rpc) Parts(
        AsyncActivityHandle handle, RpcOptions? rpc) =>
        (handle.Client, handle.Client.WorkflowService, RpcOptions.Retrying(rpc));

    private static ByteString Token(AsyncActivityHandle handle) =>
        ByteString.CopyFrom(((AsyncActivityHandle.TaskTokenReference)handle.Activity).TaskToken);
}
