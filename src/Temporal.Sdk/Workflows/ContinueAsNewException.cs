using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>
/// Thrown from the run method to close this run and start the next. Made by
/// <see cref="Workflow.CreateContinueAsNewException(string, IReadOnlyCollection{object?}, ContinueAsNewOptions?)" />.
/// </summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options)
        : base("Continue as new")
    {
        WorkflowName = workflow;
        Args = args;
        Options = options;
    }

    internal string WorkflowName { get; }

    internal IReadOnlyCollection<object?> Args { get; }

    internal ContinueAsNewOptions? Options { get; }
}
