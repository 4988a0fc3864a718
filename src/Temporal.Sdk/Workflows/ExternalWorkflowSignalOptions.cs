namespace Temporalio.Workflows;

/// <summary>How another workflow is signalled.</summary>
public class ExternalWorkflowSignalOptions : ICloneable
{
    /// <summary>Cancels the signal before it is sent; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
