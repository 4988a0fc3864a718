using Migration.Core.Plans;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// The budgets of time and credits: the execution pauses when one is used up.
public sealed partial class MigrationWorkflow
{
    // A timer that is a little early would find the budget unspent, and be set again and again.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(10);

    private BudgetUse Budget => new()
    {
        Usage = state.Usage,
        MaxDuration = Configuration.MaxDuration,
        MaxCredits = Configuration.MaxCredits,
        CreditsPerHour = state.Preflight?.Warehouses.Sum(warehouse => warehouse.CreditsPerHour) ?? 0,
    };

    private bool IsSpending => IsUnderway && state.Usage.Since is not null && Budget.IsLimited;

    private async Task WatchBudgetAsync()
    {
        while (true)
        {
            await Workflow.WaitConditionAsync(() => state.Outcome is not null || (IsSpending && !state.Paused), CancellationToken.None);
            if (state.Outcome is not null)
                return;
            var limits = Budget with { Usage = new() };
            bool HasChanged() => !IsSpending || state.Paused || Budget with { Usage = new() } != limits;
            if (Budget.LeftAt(Workflow.UtcNow) is { Ticks: > 0 } left && await Workflow.WaitConditionAsync(HasChanged, left + Grace, CancellationToken.None))
                continue;
            if (Budget.ReachedAt(Workflow.UtcNow) is { } reached && IsSpending)
                await PauseAsync(new OperatorRequest { Id = $"budget-{state.Log.Entries.Count}", By = "budget", Reason = $"{reached} Raise it by tune, then resume." });
        }
    }

    /// <summary>Why nothing may go on; null where it may.</summary>
    private Decision? RefusalOfBudget => Budget.ReachedAt(Workflow.UtcNow) is { } reached
        ? Decision.Refuse($"{reached} Raise it first: tune with --max-duration or --max-credits.")
        : null;

    private Decision? RefusalOf(CopyTuning tuning) => tuning.MaxCredits > 0 && state.Preflight is { Warehouses.Count: 0 }
        ? Decision.Refuse("Neither side has a warehouse whose credits could be counted.")
        : null;
}
