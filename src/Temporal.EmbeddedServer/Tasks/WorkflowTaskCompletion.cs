using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Commands;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>Takes what a worker decided: the commands of a workflow task become events and effects, all in one step.</summary>
internal static class WorkflowTaskCompletion
{
    /// <summary>Local activities may keep one task alive for so long by forcing new ones.</summary>
    private static readonly TimeSpan MaxHeartbeating = TimeSpan.FromMinutes(30);

    /// <summary>The started task that a token means.</summary>
    public static Run Require(Transaction transaction, TaskToken token)
    {
        var run = transaction.Find(token.RunId);
        return run is { IsOpen: true, Record.WorkflowTask: { StartedTime: not null } task } && task.Stamp == token.Stamp
            ? run
            : throw GrpcException.WithDetail(GrpcStatusCode.NotFound, "Workflow task not found.", new NotFoundFailure());
    }

    public static CompletedWorkflowTask Complete(Transaction transaction, TaskToken token, RespondWorkflowTaskCompletedRequest request)
    {
        var run = Require(transaction, token);
        if (run.Buffered.Count > 0 && request.Commands.Any(CloseCommands.IsClose))
        {
            WorkflowTaskEnd.Fail(transaction, run, WorkflowTaskFailedCause.UnhandledCommand, null, request.Identity);
            return new CompletedWorkflowTask(run) { Refusal = new GrpcException(GrpcStatusCode.InvalidArgument, "UnhandledCommand") };
        }

        var heartbeatStart = HeartbeatStart(run, request);
        if (heartbeatStart is not null && transaction.Now - heartbeatStart.ToDateTimeOffset() > MaxHeartbeating)
        {
            WorkflowTaskEnd.TimeOut(transaction, run);
            return new CompletedWorkflowTask(run)
            {
                Refusal = GrpcException.WithDetail(GrpcStatusCode.NotFound, "workflow task heartbeat timeout", new NotFoundFailure()),
            };
        }

        var context = Apply(transaction, run, request);
        HistoryLimit.Enforce(transaction, run);
        return Next(transaction, run, request, heartbeatStart) with { ActivityTasks = context.EagerActivities.Start(request.Identity) };
    }

    private static Timestamp? HeartbeatStart(Run run, RespondWorkflowTaskCompletedRequest request) => request.ForceCreateNewWorkflowTask
        ? run.Record.WorkflowTask.HeartbeatStartTime ?? run.Record.WorkflowTask.ScheduledTime
        : null;

    private static CommandContext Apply(Transaction transaction, Run run, RespondWorkflowTaskCompletedRequest request)
    {
        var stamp = run.Record.WorkflowTask.Stamp;
        var context = new CommandContext(transaction, run, WriteCompleted(transaction, run, request)) { Messages = request.Messages };
        run.HoldsTasks = true;
        run.WantsTask = false;
        foreach (var command in request.Commands)
        {
            CommandTable.Apply(context, command);
        }

        UpdateMessages.ApplyRest(context, stamp);
        run.WantsTask |= context.NeedsNewTask | EventBuffer.Flush(transaction, run);
        foreach (var effect in context.Afterwards)
        {
            var before = run.Record.NextEventId;
            effect();
            run.WantsTask |= run.Record.NextEventId != before;
        }

        run.HoldsTasks = false;
        run.WantsTask |= UpdateDelivery.HasUndelivered(run);
        return context;
    }

    private static long WriteCompleted(Transaction transaction, Run run, RespondWorkflowTaskCompletedRequest request)
    {
        WorkflowTaskStart.WriteUnwritten(transaction, run);
        var task = run.Record.WorkflowTask;
        var completed = run.Append(transaction, new()
        {
            WorkflowTaskCompletedEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                Identity = request.Identity,
                BinaryChecksum = request.BinaryChecksum,
                WorkerVersion = request.WorkerVersionStamp,
                SdkMetadata = request.SdkMetadata,
                MeteringMetadata = request.MeteringMetadata,
            },
        });
        run.Record.PreviousStartedEventId = task.StartedEventId;
        run.Record.WorkflowTask = null;
        run.Record.Sticky = request.StickyAttributes?.WorkerTaskQueue?.Name is { Length: > 0 } ? request.StickyAttributes : null;
        return completed.EventId;
    }

    private static CompletedWorkflowTask Next(
        Transaction transaction, Run run, RespondWorkflowTaskCompletedRequest request, Timestamp? heartbeatStart)
    {
        if (!run.IsOpen || !(run.WantsTask || request.ForceCreateNewWorkflowTask))
        {
            return new CompletedWorkflowTask(run);
        }

        WorkflowTasks.Schedule(transaction, run, dispatch: !request.ReturnNewWorkflowTask, heartbeatStart);
        // The worker that asks for its next task has the workflow at hand, sticky queue or not.
        return request.ReturnNewWorkflowTask
            ? new CompletedWorkflowTask(run) { NewTask = WorkflowTaskStart.Start(transaction, run, request.Identity) with { FromStart = false } }
            : new CompletedWorkflowTask(run);
    }
}
