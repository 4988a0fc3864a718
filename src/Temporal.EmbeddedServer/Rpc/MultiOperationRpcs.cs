using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using OperationStatus = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>An update together with the start of its workflow, in one step: both happen or neither does.</summary>
internal sealed class MultiOperationRpcs(ServerState state, UpdateRpcs updates)
{
    public void Map(GrpcServiceMap map) => map
        .Add<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>(Services.Workflow, "ExecuteMultiOperation", ExecuteAsync);

    private async Task<ExecuteMultiOperationResponse> ExecuteAsync(ExecuteMultiOperationRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        if (request.Operations is not [{ StartWorkflow: { } start }, { UpdateWorkflow: { } update }])
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "Operations have to be exactly [Start, Update].");
        }

        Check(start, update);
        for (var isRepeated = false; ; isRepeated = true)
        {
            var started = await StartAsync(start, update);
            try
            {
                return Answer(started, await updates.WaitAsync(update, started.RunId, call));
            }
            catch (GrpcException error) when (error.StatusCode == GrpcStatusCode.NotFound && !started.Started)
            {
                // The workflow closed before it took the update in; the start may now make another one.
                if (isRepeated)
                {
                    throw Failed(null, new GrpcException(GrpcStatusCode.Aborted, error.Message, null, error));
                }
            }
            catch (GrpcException error)
            {
                throw Failed(null, error);
            }
        }
    }

    private void Check(StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update)
    {
        var startError = Problem(() => StartChecks.Check(state, start));
        var updateError = Problem(() => updates.Check(update))
            ?? Problem(() => RefuseOtherWorkflow(start, update));
        if (startError is not null || updateError is not null)
        {
            throw Failed(startError, updateError);
        }
    }

    private static void RefuseOtherWorkflow(StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update)
    {
        if (update.WorkflowExecution.WorkflowId != start.WorkflowId)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "WorkflowId is not consistent with previous operation(s)");
        }

        if (update.WorkflowExecution.RunId.Length > 0 || update.FirstExecutionRunId.Length > 0)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "RunId is not allowed: the update goes to the run that is started or running.");
        }
    }

    private Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update) =>
        state.Commits.ExecuteAsync(transaction =>
        {
            var existing = Existing(transaction, start, update.Request.Meta.UpdateId);
            StartWorkflowExecutionResponse? started = null;
            if (existing is null && Problem(() => started = StartRpcs.Start(transaction, start)) is { } startError)
            {
                throw Failed(startError, null);
            }

            var run = existing ?? transaction.Find(started!.RunId)!;
            return Problem(() => UpdateAdmission.Admit(transaction, run, update.Request)) is { } updateError
                ? throw Failed(null, updateError)
                : started ?? new() { RunId = run.RunId, Status = run.Record.Status, FirstExecutionRunId = run.Record.FirstRunId };
        });

    /// <summary>The run that has this very update already; whatever the policies say, it is not started again.</summary>
    private static Run? Existing(Transaction transaction, StartWorkflowExecutionRequest start, string updateId)
    {
        var current = transaction.FindCurrent(start.Namespace, start.WorkflowId);
        return current?.Updates.Find(updateId) is { } known && (current.IsOpen || known.Stage == Stage.Completed) ? current : null;
    }

    private static ExecuteMultiOperationResponse Answer(StartWorkflowExecutionResponse start, UpdateWorkflowExecutionResponse update) =>
        new()
        {
            Responses =
            {
                new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = start },
                new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = update },
            },
        };

    private static GrpcException? Problem(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (GrpcException error)
        {
            return error;
        }
    }

    /// <summary>Tells which of the two operations failed; the other one is reported as aborted.</summary>
    private static GrpcException Failed(GrpcException? start, GrpcException? update)
    {
        var first = start ?? update!;
        return GrpcException.WithDetail(
            first.StatusCode,
            $"Update-with-Start could not be executed: {first.Message}",
            new MultiOperationExecutionFailure { Statuses = { Status(start), Status(update) } });
    }

    private static OperationStatus Status(GrpcException? error) => error is null
        ? new() { Code = (int)GrpcStatusCode.Aborted, Message = "Operation was aborted.", Details = { Any.Pack(new MultiOperationExecutionAborted()) } }
        : new() { Code = (int)error.StatusCode, Message = error.Message, Details = { error.Details?.Details ?? [] } };
}
