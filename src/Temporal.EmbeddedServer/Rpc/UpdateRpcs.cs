using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class UpdateRpcs(ServerState state)
{
    /// <summary>How long a call waits for the stage that it wants; then it tells the stage reached, and the client asks again.</summary>
    private static readonly TimeSpan SoftLimit = TimeSpan.FromSeconds(20);

    public void Map(GrpcServiceMap map) => map
        .Add<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(Services.Workflow, "UpdateWorkflowExecution", UpdateAsync)
        .Add<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(Services.Workflow, "PollWorkflowExecutionUpdate", PollAsync);

    private async Task<UpdateWorkflowExecutionResponse> UpdateAsync(UpdateWorkflowExecutionRequest request, GrpcServerCall call)
    {
        Check(request);
        var runId = await state.Commits.ExecuteAsync(transaction => Admit(transaction, request));
        return await WaitAsync(request, runId, call);
    }

    /// <summary>Refuses what is no update, and names one that has no id yet.</summary>
    public void Check(UpdateWorkflowExecutionRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.WorkflowExecution?.WorkflowId, "WorkflowId");
        StartChecks.RequireText(request.Request?.Input?.Name, "the name of the update");
        StartChecks.CheckSize(request.Request!.Input.Args, "the update's input");
        request.Request.Meta ??= new Meta();
        if (request.Request.Meta.UpdateId.Length == 0)
        {
            request.Request.Meta.UpdateId = Guid.NewGuid().ToString();
        }

        StartChecks.RequireText(request.Request.Meta.UpdateId, "UpdateId");
    }

    /// <summary>Waits until an admitted update reaches the stage that its request wants.</summary>
    public async Task<UpdateWorkflowExecutionResponse> WaitAsync(UpdateWorkflowExecutionRequest request, string runId, GrpcServerCall call)
    {
        var reference = new UpdateRef
        {
            WorkflowExecution = new() { WorkflowId = request.WorkflowExecution.WorkflowId, RunId = runId },
            UpdateId = request.Request.Meta.UpdateId,
        };
        var (stage, outcome) = await WaitAsync(request.Namespace, reference, request.WaitPolicy, call);
        return new() { UpdateRef = reference, Stage = stage, Outcome = outcome };
    }

    private static string Admit(Transaction transaction, UpdateWorkflowExecutionRequest request)
    {
        var run = transaction.Require(request.Namespace, request.WorkflowExecution);
        if (request.FirstExecutionRunId.Length > 0 && run.Record.FirstRunId != request.FirstExecutionRunId)
        {
            throw GrpcException.WithDetail(
                GrpcStatusCode.NotFound, $"workflow execution not found: the chain does not start with run {request.FirstExecutionRunId}", new NotFoundFailure());
        }

        UpdateAdmission.Admit(transaction, run, request.Request);
        return run.RunId;
    }

    private async Task<PollWorkflowExecutionUpdateResponse> PollAsync(PollWorkflowExecutionUpdateRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.UpdateRef?.WorkflowExecution?.WorkflowId, "WorkflowId");
        StartChecks.RequireText(request.UpdateRef?.UpdateId, "UpdateId");
        var reference = request.UpdateRef!.Clone();
        var run = await state.Commits.ExecuteAsync(transaction => transaction.Require(request.Namespace, reference.WorkflowExecution).RunId);
        reference.WorkflowExecution.RunId = run;
        var (stage, outcome) = await WaitAsync(request.Namespace, reference, request.WaitPolicy, call, isPoll: true);
        return new() { UpdateRef = reference, Stage = stage, Outcome = outcome };
    }

    private async Task<(Stage Stage, Outcome? Outcome)> WaitAsync(
        string @namespace, UpdateRef reference, WaitPolicy? policy, GrpcServerCall call, bool isPoll = false)
    {
        var wanted = policy?.LifecycleStage ?? Stage.Unspecified;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, state.Stopping);
        limit.CancelAfter(LongPoll.Limit(call, SoftLimit));
        var seen = false;
        while (true)
        {
            var change = state.Waiters.NextChange(reference.WorkflowExecution.RunId);
            var (stage, outcome) = await state.Commits.ExecuteAsync(transaction => Look(transaction, @namespace, reference, seen || !isPoll));
            seen = true;
            if (stage >= wanted)
            {
                return (stage, outcome);
            }

            try
            {
                await change.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
            {
                return (stage, null);
            }
        }
    }

    private static (Stage Stage, Outcome? Outcome) Look(Transaction transaction, string @namespace, UpdateRef reference, bool wasAdmitted)
    {
        var run = transaction.Require(@namespace, reference.WorkflowExecution);
        if (run.Updates.Find(reference.UpdateId) is not { } update)
        {
            throw GrpcException.WithDetail(
                GrpcStatusCode.NotFound,
                wasAdmitted ? "workflow update was aborted by closing workflow" : $"update {reference.UpdateId} not found",
                new NotFoundFailure());
        }

        var stage = update.Stage switch
        {
            UpdateRecord.Types.Stage.Completed => Stage.Completed,
            UpdateRecord.Types.Stage.Accepted => Stage.Accepted,
            _ => Stage.Admitted,
        };
        return (stage, update.Outcome?.Clone());
    }
}
