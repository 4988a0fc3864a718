namespace Migration.Workflows;

/// <summary>A step that needs a person, or the end of its execution: retries are used up or can't help.</summary>
public sealed class StepFailedException(StepFailure failure) : Exception(failure.Message)
{
    public StepFailure Failure { get; } = failure;
}
