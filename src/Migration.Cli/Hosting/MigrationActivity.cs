using Migration.Client;
using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Cli.Hosting;

/// <summary>Whether migrations are moving: those that pause, or do nothing but wait for a person or for a rollback, don't.</summary>
internal sealed class MigrationActivity(MigrationClient client)
{
    private const int Enough = 1000;
    private static readonly string Paused = StatusNames.Of(ExecutionStatus.Paused);
    private static readonly string Waiting = StatusNames.Of(MigrationPhase.RollbackWindow);
    private static readonly string[] Moving = [StatusNames.Of(ExecutionStatus.Pending), StatusNames.Of(ExecutionStatus.Running)];

    public async Task<bool> IsGoingOnAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var execution in client.ListAsync(null, Enough, cancel))
            {
                if (execution.Open && await MovesAsync(execution, cancel))
                    return true;
            }
            return false;
        }
        catch (Exception error) when (error is MigrationException or OperationCanceledException)
        {
            // In doubt the host stays.
            return true;
        }
    }

    /// <summary>The status alone does not tell: others may copy beside a table that needs a person, and tables be taken back after the end.</summary>
    private async Task<bool> MovesAsync(ExecutionSummary execution, CancellationToken cancel) =>
        Moving.Contains(execution.Status)
        || (execution.Status != Paused && execution.Phase != Waiting && !(await client.GetAsync(execution.ExecutionId, cancel)).Settled);
}
