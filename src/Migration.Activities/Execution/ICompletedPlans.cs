namespace Migration.Activities;

/// <summary>Which plans have been executed to the end.</summary>
public interface ICompletedPlans
{
    Task<bool> HasCompletedAsync(string planId, CancellationToken cancellation);
}
