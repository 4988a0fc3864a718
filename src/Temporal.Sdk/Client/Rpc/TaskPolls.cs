using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Rpc;

/// <summary>
/// Long polls for tasks. A poll comes back with a task or, about once a minute, empty; a server that is
/// away is asked again for ever.
/// </summary>
internal sealed class TaskPolls(TemporalConnection connection, RpcCaller caller, TimeProvider time)
{
    /// <summary>Proxies give odd errors while a service starts; an error that lasts longer is meant.</summary>
    private static readonly TimeSpan FatalAfter = TimeSpan.FromSeconds(60);

    public Task<PollWorkflowTaskQueueResponse> PollAsync(
        PollWorkflowTaskQueueRequest request, ILogger logger, CancellationToken cancellationToken) => PollAsync(
            "PollWorkflowTaskQueue", request, PollWorkflowTaskQueueResponse.Parser, logger, cancellationToken);

    public Task<PollActivityTaskQueueResponse> PollAsync(
        PollActivityTaskQueueRequest request, ILogger logger, CancellationToken cancellationToken) => PollAsync(
            "PollActivityTaskQueue", request, PollActivityTaskQueueResponse.Parser, logger, cancellationToken);

    private async Task<T> PollAsync<T>(
        string rpc, IMessage request, MessageParser<T> parser, ILogger logger, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        var backoff = new ExponentialBackoff(TimeSpan.FromMilliseconds(200), 2, TimeSpan.FromSeconds(10), 0.2);
        var options = new RpcOptions { CancellationToken = cancellationToken };
        long? failingSince = null;
        while (true)
        {
            try
            {
                await connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
                return await caller.CallAsync(
                    WorkflowService.Name, rpc, request, parser, options).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.Code
                is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
            {
                logger.LogTrace("{Rpc} came back without an answer: {Message}", rpc, e.Message);
            }
            catch (RpcException e) when (Tolerated(e, failingSince))
            {
                // One warning per outage; the following failures tell nothing new.
                logger.Log(
                    failingSince == null ? LogLevel.Warning : LogLevel.Debug,
                    "{Rpc} failed with {Code}, polling goes on: {Message}", rpc, e.Code, e.Message);
                failingSince ??= time.GetTimestamp();
            }
            await Task.Delay(backoff.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Tolerated(RpcException error, long? failingSince) =>
        TransientErrors.Include(error) || failingSince is not { } since || time.GetElapsedTime(since) < FatalAfter;
}
