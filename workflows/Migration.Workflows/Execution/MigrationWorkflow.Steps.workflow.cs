using Migration.Core.Errors;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// How a step outside of the tables runs: pausable, stoppable, parked when it needs a person.
public sealed partial class MigrationWorkflow
{
    // Cancelled to bring the running step to rest; a new one takes its place with the next step.
    private CancellationTokenSource interruption = new();
    private StopRequest? stop;
    private StepDecision decision;

    private enum StepDecision
    {
        None,
        Retry,
        Skip,
    }

    /// <summary>A step without which the execution fails.</summary>
    private async Task<T> RequiredStepAsync<T>(MigrationPhase phase, string operation, Func<CancellationToken, Task<T>> step)
    {
        while (true)
        {
            await GoAheadAsync(phase, operation);
            try
            {
                var result = await AttemptAsync(step);
                state.ResolveErrors();
                return result;
            }
            catch (StepFailedException)
            {
                throw Fail();
            }
            catch (OperationCanceledException) when (interruption.IsCancellationRequested)
            {
                // Paused or stopped: GoAheadAsync knows which.
            }
        }
    }

    /// <summary>A step that waits for a person when retries don't help.</summary>
    /// <param name="mayFail">A failure is reported and the execution goes on.</param>
    private async Task StepAsync(MigrationPhase phase, string operation, Func<CancellationToken, Task> step, bool mayFail = false)
    {
        while (true)
        {
            await GoAheadAsync(phase, operation);
            try
            {
                await AttemptAsync(Succeeding(step));
                state.ResolveErrors();
                return;
            }
            catch (StepFailedException)
            {
                if (mayFail || await AskAsync() == StepDecision.Skip)
                    return;
            }
            catch (OperationCanceledException) when (interruption.IsCancellationRequested)
            {
                // Paused or stopped: GoAheadAsync knows which.
            }
        }
    }

    /// <summary>Waits while the execution is paused and takes back tables as asked.</summary>
    /// <exception cref="ExecutionStoppedException">The execution was asked to stop.</exception>
    private async Task GoAheadAsync(MigrationPhase phase, string? operation)
    {
        Enter(phase, operation);
        while (stop is null && (state.Paused || HasTableWishes || HasTableToSettle))
        {
            GrantTableWishes();
            await Workflow.WaitConditionAsync(
                () => stop is not null || HasTableWishes || !(state.Paused || HasTableToSettle), CancellationToken.None);
            await Workflow.WaitConditionAsync(() => runs.Count == 0, CancellationToken.None);
        }

        if (stop is not null)
            throw new ExecutionStoppedException();
        interruption = new();
    }

    private async Task<T> AttemptAsync<T>(Func<CancellationToken, Task<T>> step)
    {
        var interrupted = interruption.Token;
        state.BeginWork(Workflow.UtcNow);
        Show();
        try
        {
            return await retried.RunAsync(() => step(interrupted), interrupted);
        }
        finally
        {
            state.EndWork(Workflow.UtcNow);
            Show();
        }
    }

    /// <summary>Parks the execution until a person says what to do.</summary>
    private async Task<StepDecision> AskAsync()
    {
        decision = StepDecision.None;
        state.Parked = true;
        Show();
        await Workflow.WaitConditionAsync(
            () => stop is not null || decision != StepDecision.None || HasTableWishes, CancellationToken.None);
        state.Parked = false;
        Show();
        return decision;
    }

    private ExecutionStoppedException Fail()
    {
        stop ??= StopRequest.Fail;
        return new();
    }

    private void Stop(StopRequest request)
    {
        stop = request;
        interruption.Cancel();
        StopTables();
    }

    private async Task WatchTemporalCancelAsync()
    {
        try
        {
            // A condition that asks the token would not do: it is looked at only when something else happens.
            await Workflow.WaitConditionAsync(() => false, Workflow.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how the wait ends.
        }

        var request = new OperatorRequest { Id = "temporal-cancel", By = "temporal", Reason = "Cancelled through Temporal" };
        if (IsUnderway)
        {
            await CancelAsync(request);
            return;
        }

        // Temporal tells of it once: what can't be granted while the execution ends, or takes back, is granted after.
        // A rollback that waits for a person is given up by it, one that fails later is not.
        if (!state.Parked || IsRollbackAsked)
            await Workflow.WaitConditionAsync(() => state.Outcome is not null && !IsRollbackAsked, CancellationToken.None);
        await FinalizeAsync(request);
    }

    private async Task WatchTimeoutAsync()
    {
        var timeout = Configuration.Timeout;
        if (timeout <= TimeSpan.Zero || state.StartedAt is not { } started)
            return;
        var left = started + timeout - Workflow.UtcNow;
        if (left > TimeSpan.Zero
            && await Workflow.WaitConditionAsync(() => !IsUnderway, left, CancellationToken.None))
            return;
        if (!IsUnderway)
            return;
        var sentence = $"The execution did not end within its timeout of {timeout}.";
        state.AddError(new(ErrorCodes.Timeout, sentence, new()), 0, Workflow.UtcNow);
        Stop(StopRequest.Fail);
    }

    private static Func<CancellationToken, Task<bool>> Succeeding(Func<CancellationToken, Task> step) => async cancellation =>
    {
        await step(cancellation);
        return true;
    };
}
