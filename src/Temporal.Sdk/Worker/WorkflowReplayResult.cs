using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How a replay went; no failure means that the code follows the history.</summary>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
