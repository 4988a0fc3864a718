using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Rpc;

/// <summary>
/// Deadlines when the caller gives none. A server answers a waiting call within a minute; ten seconds
/// more tell a slow answer from a lost one.
/// </summary>
internal static class RpcDeadline
{
    private static readonly TimeSpan Ordinary = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Waiting = TimeSpan.FromSeconds(70);

    public static TimeSpan Of(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => Waiting,
        UpdateWorkflowExecutionRequest or PollWorkflowExecutionUpdateRequest => Waiting,
        GetWorkflowExecutionHistoryRequest { WaitNewEvent: true } => Waiting,
        _ => Ordinary,
    };
}
