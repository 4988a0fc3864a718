using Temporal.EmbeddedServer.Runs;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>Finds the run that a workflow addresses by workflow id and perhaps run id.</summary>
internal static class ExternalTarget
{
    /// <summary>Workflows reach only others of their own namespace.</summary>
    public static bool IsElsewhere(CommandContext context, string @namespace) => @namespace.Length > 0 && @namespace != context.Run.Record.Namespace;

    public static Run? Find(CommandContext context, WorkflowExecution execution, bool childOnly)
    {
        var ns = context.Run.Record.Namespace;
        var run = execution.RunId.Length > 0
            ? context.Transaction.Find(execution.RunId)
            : context.Transaction.FindCurrent(ns, execution.WorkflowId);
        return run is not null
            && run.Record.Namespace == ns
            && run.Record.WorkflowId == execution.WorkflowId
            && (!childOnly || run.Record.Parent?.RunId == context.Run.RunId)
            ? run
            : null;
    }
}
