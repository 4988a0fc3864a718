using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>What the current workflow task tells the workflow.</summary>
internal sealed class TaskFacts
{
    internal DateTime UtcNow { get; private set; }

    internal bool IsReplaying { get; set; } = true;

    internal int HistoryLength { get; set; }

    internal int HistorySize { get; set; }

    internal bool ContinueAsNewSuggested { get; set; }

    internal IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedReasons { get; set; } = [];

    /// <summary>Time goes forward only, whatever the clocks of the service's hosts say.</summary>
    internal void Advance(DateTime time)
    {
        if (time > UtcNow)
            UtcNow = time;
    }
}
