namespace Migration.Activities;

/// <summary>Which plans have been executed to the end, other than as a dry run.</summary>
public interface ICompletedPlans
{
    Task<bool> HasCompletedAsync(string planId, CancellationToken cancellation);
}
