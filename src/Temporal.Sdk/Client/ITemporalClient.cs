using Temporalio.Worker;

namespace Temporalio.Client;

/// <summary>Client of one namespace.</summary>
public partial interface ITemporalClient : IWorkerClient
{
    ITemporalConnection Connection { get; }

    WorkflowService WorkflowService { get; }

    OperatorService OperatorService { get; }

    /// <summary>Handle of an activity by the token its context gave out.</summary>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);
}
