namespace Migration.Core.Progress;

/// <summary>
/// The time that an execution was in work, and the time for which it has warehouses paid: from each beginning a minute at
/// least, as Snowflake charges it; a beginning within that minute goes on with it.
/// </summary>
public sealed record WorkUsage
{
    public static readonly TimeSpan LeastPaid = TimeSpan.FromMinutes(1);

    /// <summary>Up to the last end.</summary>
    public TimeSpan Worked { get; init; }
    /// <summary>Up to <see cref="PaidUntil"/>.</summary>
    public TimeSpan Paid { get; init; }
    public DateTimeOffset? PaidUntil { get; init; }
    /// <summary>Null while it rests.</summary>
    public DateTimeOffset? Since { get; init; }

    public WorkUsage Begun(DateTimeOffset now)
    {
        var begun = this with { Since = Since ?? now };
        return PaidUntil > now ? begun : begun with { Paid = Paid + LeastPaid, PaidUntil = now + LeastPaid };
    }

    public WorkUsage Ended(DateTimeOffset now) => this with
    {
        Worked = WorkedAt(now),
        Paid = PaidAt(now),
        PaidUntil = PaidUntil > now ? PaidUntil : now,
        Since = null,
    };

    public TimeSpan WorkedAt(DateTimeOffset now) => Since is { } since && now > since ? Worked + (now - since) : Worked;

    public TimeSpan PaidAt(DateTimeOffset now) => Since is not null && PaidUntil is { } until && now > until ? Paid + (now - until) : Paid;
}
