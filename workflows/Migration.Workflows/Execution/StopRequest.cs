using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>Why an execution leaves its course before the end, and what is left of the target then.</summary>
/// <param name="TakesBack">What was written is taken back.</param>
/// <param name="Outcome">The status that the execution ends with.</param>
public sealed record StopRequest(bool TakesBack, ExecutionStatus Outcome)
{
    public static readonly StopRequest Keep = new(false, ExecutionStatus.Cancelled);
    public static readonly StopRequest Undo = new(true, ExecutionStatus.Cancelled);
    public static readonly StopRequest RollBack = new(true, ExecutionStatus.RolledBack);
    public static readonly StopRequest Fail = new(false, ExecutionStatus.Failed);
}
