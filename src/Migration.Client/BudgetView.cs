using System.Text.Json.Serialization;
using Migration.Core.Progress;

namespace Migration.Client;

/// <summary>What an execution has used of its budgets.</summary>
public sealed record BudgetView
{
    /// <summary>Time in work, pauses left out.</summary>
    public double Seconds { get; init; }
    /// <summary>Zero for no limit.</summary>
    public double MaxSeconds { get; init; }
    public decimal Credits { get; init; }
    /// <summary>Zero for no limit.</summary>
    public decimal MaxCredits { get; init; }
    /// <summary>Of the warehouses of both sides; zero where there is none.</summary>
    public decimal CreditsPerHour { get; init; }

    /// <summary>A resume is refused until one is raised.</summary>
    [JsonIgnore]
    public bool IsUsedUp => CreditsAreUsedUp || (MaxSeconds > 0 && Seconds >= MaxSeconds);

    [JsonIgnore]
    public bool CreditsAreUsedUp => MaxCredits > 0 && CreditsPerHour > 0 && Credits >= MaxCredits;

    internal static BudgetView? Of(BudgetUse? use, DateTimeOffset now) => use is null || (!use.IsLimited && use.CreditsPerHour == 0) ? null : new()
    {
        Seconds = Math.Round(use.Usage.WorkedAt(now).TotalSeconds, 1),
        MaxSeconds = use.MaxDuration.TotalSeconds,
        Credits = Math.Round(use.CreditsAt(now), 4),
        MaxCredits = use.MaxCredits,
        CreditsPerHour = use.CreditsPerHour,
    };
}
