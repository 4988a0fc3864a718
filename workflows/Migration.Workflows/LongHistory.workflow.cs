using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>When a workflow goes on in a fresh history: far below Temporal's own limits.</summary>
internal static class LongHistory
{
    private const int Events = 2_000;

    public static bool IsReached => Workflow.ContinueAsNewSuggested || Workflow.CurrentHistoryLength >= Events;
}
