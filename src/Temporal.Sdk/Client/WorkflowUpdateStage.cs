using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>How far an update has come.</summary>
public enum WorkflowUpdateStage
{
    None = UpdateWorkflowExecutionLifecycleStage.Unspecified,
    Admitted = UpdateWorkflowExecutionLifecycleStage.Admitted,
    Accepted = UpdateWorkflowExecutionLifecycleStage.Accepted,
    Completed = UpdateWorkflowExecutionLifecycleStage.Completed,
}
