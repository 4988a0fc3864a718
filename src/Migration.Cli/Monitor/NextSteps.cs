using Migration.Client;
using Migration.Core.Progress;

namespace Migration.Cli.Monitor;

/// <summary>What an operator may want to do next, by state.</summary>
internal static class NextSteps
{
    public static IEnumerable<NextStep> For(ExecutionView view)
    {
        var id = view.ExecutionId;
        return view switch
        {
            { Open: false } => [],
            { Phase: MigrationPhase.RollbackWindow } => [new("undo", "rollback", id), new("accept", "finalize", id)],
            { Status: ExecutionStatus.NeedsAttention } =>
                [.. Parked(view).SelectMany(table => new NextStep[]
                {
                    new("retry", "retry", id, "--table", table), new("leave out", "skip", id, "--table", table),
                }), new("undo", "rollback", id)],
            { Status: ExecutionStatus.Paused, Budget.IsUsedUp: true } => [new("raise", "tune", id, view.Budget.CreditsAreUsedUp ? "--max-credits" : "--max-duration", "N"), new("go on", "resume", id), new("end", "cancel", id)],
            { Status: ExecutionStatus.Paused } => [new("go on", "resume", id), new("end", "cancel", id)],
            { Status: ExecutionStatus.Running } => [new("watch", "status", id, "--monitor"), new("hold", "pause", id)],
            _ => [],
        };
    }

    private static IEnumerable<string> Parked(ExecutionView view) =>
        view.Tables.Where(table => table.Status == ExecutionStatus.NeedsAttention).Select(table => table.Name);
}
