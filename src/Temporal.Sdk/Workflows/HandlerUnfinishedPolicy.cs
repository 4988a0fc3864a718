namespace Temporalio.Workflows;

/// <summary>What to do when a workflow ends while a signal or update handler is still running.</summary>
public enum HandlerUnfinishedPolicy
{
    /// <summary>Logs a warning and drops the handler.</summary>
    WarnAndAbandon,

    /// <summary>Drops the handler silently.</summary>
    Abandon,
}
