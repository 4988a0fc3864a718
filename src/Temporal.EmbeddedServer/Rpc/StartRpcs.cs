using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class StartRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(Services.Workflow, "StartWorkflowExecution", (request, _) => StartAsync(request))
        .Add<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(
            Services.Workflow, "SignalWithStartWorkflowExecution", (request, _) => SignalWithStartAsync(request));

    private async Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request)
    {
        StartChecks.Check(state, request);
        return await state.Commits.ExecuteAsync(transaction => Start(transaction, request));
    }

    private async Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(SignalWithStartWorkflowExecutionRequest request)
    {
        var start = StartChecks.ToStart(request);
        StartChecks.Check(state, start);
        StartChecks.RequireSignalName(request.SignalName);
        StartChecks.CheckSize(request.SignalInput, "the signal's input");
        return await state.Commits.ExecuteAsync(transaction => SignalWithStart(transaction, request, start));
    }

    /// <summary>Starts, or finds what the request's policies allow to answer with.</summary>
    public static StartWorkflowExecutionResponse Start(Transaction transaction, StartWorkflowExecutionRequest request)
    {
        var repeated = Repeated(transaction, request);
        var existing = repeated ?? StartPolicies.Resolve(transaction, Rules(request, WorkflowIdConflictPolicy.Fail));
        var run = existing ?? Create(transaction, request);
        WorkflowTasks.Ensure(transaction, run);
        return new StartWorkflowExecutionResponse
        {
            RunId = run.RunId,
            Started = existing is null || repeated is not null,
            Status = run.Record.Status,
            FirstExecutionRunId = run.Record.FirstRunId,
        };
    }

    private static SignalWithStartWorkflowExecutionResponse SignalWithStart(
        Transaction transaction, SignalWithStartWorkflowExecutionRequest request, StartWorkflowExecutionRequest start)
    {
        var repeated = Repeated(transaction, start);
        var existing = repeated ?? StartPolicies.Resolve(transaction, Rules(start, WorkflowIdConflictPolicy.UseExisting));
        var run = existing ?? Create(transaction, start);
        if (repeated is null)
        {
            RunSignals.Signal(transaction, run, new()
            {
                SignalName = request.SignalName,
                Input = request.SignalInput,
                Header = request.Header,
                Identity = request.Identity,
                RequestId = request.RequestId,
            });
        }

        return new SignalWithStartWorkflowExecutionResponse
        {
            RunId = run.RunId,
            Started = existing is null || repeated is not null,
            FirstExecutionRunId = run.Record.FirstRunId,
        };
    }

    /// <summary>The run that this very request started before, if it is still the newest.</summary>
    public static Run? Repeated(Transaction transaction, StartWorkflowExecutionRequest request) =>
        request.RequestId.Length > 0
        && transaction.FindCurrent(request.Namespace, request.WorkflowId) is { } run
        && run.Record.CreateRequestId == request.RequestId
            ? run
            : null;

    private static StartRules Rules(StartWorkflowExecutionRequest request, WorkflowIdConflictPolicy byDefault) => new(
        request.Namespace,
        request.WorkflowId,
        request.WorkflowIdReusePolicy,
        request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.TerminateIfRunning
            ? WorkflowIdConflictPolicy.TerminateExisting
            : request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Unspecified ? byDefault : request.WorkflowIdConflictPolicy);

    private static Run Create(Transaction transaction, StartWorkflowExecutionRequest request) => RunStart.Create(transaction, new RunSeed
    {
        Namespace = request.Namespace,
        RequestId = request.RequestId,
        UserMetadata = request.UserMetadata,
        Started = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowId = request.WorkflowId,
            WorkflowType = request.WorkflowType,
            TaskQueue = new() { Name = request.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RetryPolicy = request.RetryPolicy,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            ContinuedFailure = request.ContinuedFailure,
            LastCompletionResult = request.LastCompletionResult,
            FirstWorkflowTaskBackoff = request.WorkflowStartDelay ?? new Duration(),
            Priority = request.Priority,
        },
    });
}
