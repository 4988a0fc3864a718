using Migration.Client;
using Migration.Core.Progress;

namespace Migration.Cli.Tests.Monitor;

/// <summary>Executions for tests of how they are shown.</summary>
internal static class Views
{
    public static ExecutionView Execution(
        ExecutionStatus status = ExecutionStatus.Running, MigrationPhase phase = MigrationPhase.Copy, params TableView[] tables) => new()
    {
        ExecutionId = "p-1",
        PlanId = "p",
        Status = status,
        Phase = phase,
        Open = true,
        RowsProcessed = tables.Sum(table => table.RowsProcessed),
        RowsTotal = tables.Sum(table => table.RowsTotal),
        Tables = tables,
    };

    public static TableView Table(string name, long rows, long total, ExecutionStatus status = ExecutionStatus.Running) => new()
    {
        Name = name,
        Status = status,
        Percent = 100.0 * rows / total,
        RowsProcessed = rows,
        RowsTotal = total,
    };
}
