using Migration.Client;
using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Cli.Hosting;

/// <summary>Whether migrations are moving: those that pause, wait for a person or for a rollback don't.</summary>
internal sealed class MigrationActivity(MigrationClient client)
{
    private const int Enough = 1000;
    private static readonly string[] Moving = [StatusNames.Of(ExecutionStatus.Pending), StatusNames.Of(ExecutionStatus.Running)];

    public async Task<bool> IsGoingOnAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var execution in client.ListAsync(null, Enough, cancel))
            {
                if (execution.Open && Moving.Contains(execution.Status))
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
}
