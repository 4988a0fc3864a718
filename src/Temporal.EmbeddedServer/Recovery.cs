using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer;

/// <summary>Brings open runs back to life when a server starts: queues and deadlines live in memory and are made anew.</summary>
internal static class Recovery
{
    public static async Task RunAsync(CommitLoop commits, string? hostedWorkerIdentity)
    {
        var runIds = await commits.WriteAsync(_ => commits.LoadOpenRunIds());
        await Task.WhenAll(runIds.Select(runId => commits.ExecuteAsync(transaction => Recover(transaction, runId, hostedWorkerIdentity))));
    }

    private static void Recover(Transaction transaction, string runId, string? hostedWorkerIdentity)
    {
        if (transaction.Find(runId) is not { IsOpen: true } run)
        {
            return;
        }

        RecoverTask(transaction, run, hostedWorkerIdentity);
        foreach (var activity in run.Activities.Items.ToList())
        {
            if (activity.State == State.Scheduled)
            {
                ActivityTasks.Dispatch(transaction, run, activity);
            }
            else if (activity.State == State.Started && activity.Identity == hostedWorkerIdentity)
            {
                ActivityTimeouts.LoseWorker(transaction, run, activity);
            }
        }
    }

    private static void RecoverTask(Transaction transaction, Run run, string? hostedWorkerIdentity)
    {
        if (run.Record.WorkflowTask is not { } task)
        {
            // Whoever had the workflow cached may be gone; the next task asks for the whole history.
            run.Record.Sticky = null;
        }
        else if (task.StartedTime is not null)
        {
            if (task.Identity == hostedWorkerIdentity)
            {
                WorkflowTaskEnd.LoseWorker(transaction, run);
            }
        }
        else if (task.Sticky)
        {
            WorkflowTaskEnd.LeaveStickyQueue(transaction, run);
        }
        else if (task.DispatchTime is null)
        {
            WorkflowTasks.Dispatch(transaction, run);
        }
    }
}
