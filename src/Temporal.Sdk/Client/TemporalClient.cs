namespace Temporalio.Client;

/// <summary>Client of one namespace; cheap, and safe for any number of threads.</summary>
public partial class TemporalClient : ITemporalClient
{
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        Connection = connection;
        Options = (TemporalClientOptions)options.Clone();
    }

    public ITemporalConnection Connection { get; }

    public TemporalClientOptions Options { get; }

    public WorkflowService WorkflowService => Connection.WorkflowService;

    public OperatorService OperatorService => Connection.OperatorService;

    /// <summary>Connects, and fails with <see cref="InvalidOperationException"/> when there is no server.</summary>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options) =>
        new(await TemporalConnection.ConnectAsync(options).ConfigureAwait(false), options.ToClientOptions());

    /// <summary>A client that connects on its first call.</summary>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    public AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken) =>
        new(this, new AsyncActivityHandle.TaskTokenReference(taskToken));

    public AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId) =>
        new(this, new AsyncActivityHandle.IdReference(workflowId, runId, activityId));
}
