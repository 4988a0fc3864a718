using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Activities;

/// <summary>Runs the body of an activity in its context.</summary>
internal static class ActivityInvocation
{
    public static async Task<ActivityOutcome> RunAsync(
        ActivityExecutionContext context,
        ActivityCatalog catalog,
        IReadOnlyCollection<Payload> input,
        DataConverter converter,
        ActivityCancellation cancellation)
    {
        ActivityExecutionContext.AsyncLocalCurrent.Value = context;
        try
        {
            var activity = catalog.Find(context.Info.ActivityType);
            var args = await ActivityArguments.ReadAsync(activity, input, converter).ConfigureAwait(false);
            var result = await activity.InvokeAsync(args).ConfigureAwait(false);
            return new ActivityOutcome.Completed(
                await converter.ToPayloadAsync(result is ValueTuple ? null : result).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The activity boundary: whatever it throws is its failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return await ActivityFailures.ToOutcomeAsync(e, cancellation, converter, context.Logger).ConfigureAwait(false);
        }
    }
}
