namespace Temporal.EmbeddedServer.Commands;

/// <summary>A command that can't be applied: nothing of its workflow task is kept, and the task fails with this cause.</summary>
internal sealed class BadCommandException(WorkflowTaskFailedCause cause, string message) : Exception(message)
{
    public WorkflowTaskFailedCause Cause => cause;
}
