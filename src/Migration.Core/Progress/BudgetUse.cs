namespace Migration.Core.Progress;

/// <summary>The budgets of an execution and what it has used of them.</summary>
public sealed record BudgetUse
{
    public WorkUsage Usage { get; init; } = new();
    /// <summary>Zero for no limit.</summary>
    public TimeSpan MaxDuration { get; init; }
    /// <summary>Zero for no limit.</summary>
    public decimal MaxCredits { get; init; }
    /// <summary>Of the warehouses of both sides; zero where there is none.</summary>
    public decimal CreditsPerHour { get; init; }

    public bool IsLimited => MaxDuration > TimeSpan.Zero || HasCreditLimit;

    private bool HasCreditLimit => MaxCredits > 0 && CreditsPerHour > 0;

    private TimeSpan PaidLimit => TimeSpan.FromHours((double)(MaxCredits / CreditsPerHour));

    public decimal CreditsAt(DateTimeOffset now) => CreditsPerHour * (decimal)Usage.PaidAt(now).TotalHours;

    /// <summary>What is used up, a sentence; null where nothing is.</summary>
    public string? ReachedAt(DateTimeOffset now) => this switch
    {
        { MaxDuration.Ticks: > 0 } when Usage.WorkedAt(now) >= MaxDuration => $"The budget of {Documents.DurationText.Of(MaxDuration)} in work is used up.",
        { HasCreditLimit: true } when Usage.PaidAt(now) >= PaidLimit => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The budget of {MaxCredits} credits is used up."),
        _ => null,
    };

    /// <summary>How long it may work on; null for ever.</summary>
    public TimeSpan? LeftAt(DateTimeOffset now)
    {
        TimeSpan? time = MaxDuration > TimeSpan.Zero ? MaxDuration - Usage.WorkedAt(now) : null;
        // What is paid for already costs nothing more.
        TimeSpan? paid = HasCreditLimit ? PaidLimit - Usage.PaidAt(now) + (Usage.PaidUntil > now ? Usage.PaidUntil.Value - now : TimeSpan.Zero) : null;
        return ReachedAt(now) is not null ? TimeSpan.Zero : time is null || paid < time ? paid : time;
    }
}
