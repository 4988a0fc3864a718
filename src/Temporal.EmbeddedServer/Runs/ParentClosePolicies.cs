namespace Temporal.EmbeddedServer.Runs;

/// <summary>What becomes of the children that are open when their parent ends.</summary>
internal static class ParentClosePolicies
{
    private const string Reason = "by parent close policy";

    public static void Apply(Transaction transaction, Run parent)
    {
        foreach (var child in parent.Children.Items.ToList())
        {
            // A child that went on in newer runs is meant by its workflow id, if its newest run still belongs to this parent.
            if (transaction.FindCurrent(child.Namespace, child.WorkflowId) is not { IsOpen: true } run || !IsChildOf(run, parent, child))
            {
                continue;
            }

            switch (child.ParentClosePolicy)
            {
                case ParentClosePolicy.RequestCancel:
                    RunSignals.RequestCancel(transaction, run, new() { Cause = Reason, ExternalWorkflowExecution = parent.Execution }, requestId: string.Empty);
                    break;
                case ParentClosePolicy.Terminate or ParentClosePolicy.Unspecified:
                    RunClose.Terminate(transaction, run, new() { Reason = Reason, Identity = "history-service" });
                    break;
            }
        }
    }

    private static bool IsChildOf(Run run, Run parent, ChildRecord child) =>
        run.Record.Parent?.RunId == parent.RunId && run.Record.Parent.InitiatedEventId == child.InitiatedEventId;
}
