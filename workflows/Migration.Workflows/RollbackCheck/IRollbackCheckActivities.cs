using Temporalio.Activities;

namespace Migration.Workflows;

/// <summary>Looks at what a rollback would find. Writes nothing.</summary>
public interface IRollbackCheckActivities
{
    [Activity]
    Task<RollbackCheckReport> CheckRollbackAsync(RollbackCheckInput input);
}
