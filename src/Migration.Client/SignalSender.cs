using Migration.Core.Errors;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>Sends requests to executions and waits for their effects.</summary>
internal sealed class SignalSender(ITemporalClient temporal, ExecutionReader reader, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<SignalOutcome> RequestAsync(string executionId, MigrationSignal signal, OperatorRequest request, CancellationToken cancel)
    {
        var execution = await TryReadAsync(executionId, cancel);
        if (execution is not null && SignalPolicy.Decide(signal, execution, request.Tables) is { } known)
            return known;
        if (execution is null && !await reader.IsOpenAsync(executionId, cancel))
            return SignalOutcome.Refuse(ErrorCodes.ExecutionFinished, $"The execution {executionId} has ended, and no worker answers for how.");
        await RpcFailures.TranslateAsync(executionId, () => temporal.GetWorkflowHandle(executionId).SignalAsync(
            StatusNames.Of(signal), [request], new() { Rpc = RpcLimits.Quick(cancel) }));
        if (execution is null)
            return SignalOutcome.Unanswered(
                $"The {StatusNames.Of(signal)} was delivered to {executionId}, but no worker answered: it is kept, and judged by the first worker that runs.");
        var entry = await HandledAsync(executionId, request, cancel);
        return entry.Accepted ? SignalOutcome.Accept(entry.Effect) : SignalOutcome.Refuse(SignalPolicy.StateRefuses, entry.Effect);
    }

    /// <summary>Null where no worker answers: requests are signals so that they need none.</summary>
    private async Task<ExecutionView?> TryReadAsync(string executionId, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadAsync(executionId, cancel);
        }
        catch (MigrationException silent) when (silent.Code == ErrorCodes.Timeout)
        {
            return null;
        }
    }

    /// <summary>Waits until an accepted request has had its effect, or can't have it any more.</summary>
    public async Task<(GoalState State, ExecutionView Execution)> AwaitAsync(
        string executionId, MigrationSignal signal, OperatorRequest request, CancellationToken cancel)
    {
        while (true)
        {
            var execution = await reader.ReadAsync(executionId, cancel);
            if (SignalGoal.Of(signal, execution, request) is var state && state != GoalState.Pending)
                return (state, execution);
            await Task.Delay(Poll, clock, cancel);
        }
    }

    /// <summary>The workflow's entry for the request: before it is there, the state that a query tells is still the old one.</summary>
    private async Task<AuditEntry> HandledAsync(string executionId, OperatorRequest request, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Patience)
        {
            var report = await reader.ReportAsync(executionId, cancel);
            if (report.Audit.FirstOrDefault(entry => entry.RequestId == request.Id) is { } entry)
                return entry;
            await Task.Delay(Poll, clock, cancel);
        }
        throw new MigrationException(
            ErrorCodes.Timeout, $"The request was delivered to {executionId} and no worker has taken it up yet; it is kept and will be.", transient: true);
    }
}
