using Migration.Core.Plans;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>Runs a step until it succeeds, can't be retried, or is cancelled. Retries wait on durable timers.</summary>
/// <param name="onFailure">Told of each failure and how many retries came before it.</param>
internal sealed class RetriedStep(MigrationConfiguration configuration, Action<StepFailure, int> onFailure)
{
    /// <exception cref="StepFailedException">Retries are used up or can't help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, whatever the activity made of it.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        for (var retries = 0; ; retries++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await step();
            }
            catch (Exception e) when (cancellation.IsCancellationRequested && e is FailureException or OperationCanceledException)
            {
                throw new OperationCanceledException("The step was cancelled.", e, cancellation);
            }
            catch (ActivityFailureException e)
            {
                var failure = StepFailure.From(e);
                onFailure(failure, retries);
                if (RetrySchedule.DelayAfter(failure, retries, configuration) is not { } delay)
                    throw new StepFailedException(failure);
                await Workflow.DelayAsync(delay, cancellation);
            }
        }
    }

    public Task RunAsync(Func<Task> step, CancellationToken cancellation) => RunAsync(
        async () =>
        {
            await step();
            return true;
        },
        cancellation);
}
