using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Update.V1;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Updates;

/// <summary>Lets updates in. The same update id is one update, however often it is sent.</summary>
internal static class UpdateAdmission
{
    private const int MaxInFlight = 10;

    public static void Admit(Transaction transaction, Run run, Request request)
    {
        if (run.Updates.Contains(request.Meta.UpdateId))
        {
            return;
        }

        RunSignals.RequireOpen(run);
        if (run.Updates.Items.Count(update => update.Stage != Stage.Completed) >= MaxInFlight)
        {
            throw GrpcException.WithDetail(
                GrpcStatusCode.ResourceExhausted,
                $"limit on number of concurrent in-flight updates has been reached ({MaxInFlight}); try again when some are done.",
                new ResourceExhaustedFailure { Cause = ResourceExhaustedCause.ConcurrentLimit, Scope = ResourceExhaustedScope.Namespace });
        }

        if (run.Record.UpdateCount >= Limits.Updates)
        {
            throw new GrpcException(
                GrpcStatusCode.FailedPrecondition, $"limit on the total number of distinct updates in this workflow has been reached ({Limits.Updates}); let it continue as new.");
        }

        run.Record.UpdateCount++;
        run.Updates.Put(request.Meta.UpdateId, new UpdateRecord { UpdateId = request.Meta.UpdateId, Request = request });
        WorkflowTasks.Ensure(transaction, run);
    }
}
