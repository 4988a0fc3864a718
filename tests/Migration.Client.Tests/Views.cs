using Migration.Core.Progress;

namespace Migration.Client.Tests;

/// <summary>Executions as tests need them.</summary>
internal static class Views
{
    public static ExecutionView Open(ExecutionStatus status, MigrationPhase phase = MigrationPhase.Copy) => new()
    {
        ExecutionId = "e",
        PlanId = "p",
        Status = status,
        Phase = phase,
        Open = true,
        Tables = [Table("users", ExecutionStatus.Running)],
    };

    public static TableView Table(string name, ExecutionStatus status) => new() { Name = name, Status = status };
}
