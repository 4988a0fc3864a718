using Migration.Core.Progress;

namespace Migration.Core.Tests.Progress;

public class BudgetUseTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Usage_OfASecond_PaysAMinute_AndWorkWithinItPaysNoMore()
    {
        var usage = new WorkUsage().Begun(Start).Ended(At(1)).Begun(At(20)).Ended(At(50));

        Assert.Equal((31, 60), (usage.Worked.TotalSeconds, usage.Paid.TotalSeconds));
    }

    [Fact]
    public void Usage_ThatBeginsAfterRest_PaysAnotherMinute()
    {
        var usage = new WorkUsage().Begun(Start).Ended(At(90)).Begun(At(500));

        Assert.Equal((90, 150), (usage.WorkedAt(At(500)).TotalSeconds, usage.PaidAt(At(500)).TotalSeconds));
        Assert.Equal((190, 190), (usage.Ended(At(600)).Worked.TotalSeconds, usage.Ended(At(600)).Paid.TotalSeconds));
    }

    [Fact]
    public void Budget_OfTime_IsReachedByWorkAlone()
    {
        var budget = new BudgetUse { Usage = new WorkUsage().Begun(Start).Ended(At(100)), MaxDuration = TimeSpan.FromSeconds(120) };

        Assert.Equal((null, 20), (budget.ReachedAt(At(9999)), budget.LeftAt(At(9999))!.Value.TotalSeconds));
        budget = budget with { Usage = budget.Usage.Begun(At(1000)) };
        Assert.Equal(5, budget.LeftAt(At(1015))!.Value.TotalSeconds);
        Assert.NotNull(budget.ReachedAt(At(1020)));
        Assert.Equal(TimeSpan.Zero, budget.LeftAt(At(1021)));
    }

    [Fact]
    public void Budget_OfCredits_CountsWhatIsPaid()
    {
        // Two minutes of four credits an hour.
        var budget = new BudgetUse { Usage = new WorkUsage().Begun(Start), MaxCredits = 4m / 30, CreditsPerHour = 4 };

        Assert.Equal(120, budget.LeftAt(Start)!.Value.TotalSeconds, 3);
        Assert.Equal(30, budget.LeftAt(At(90))!.Value.TotalSeconds, 3);
        Assert.Equal(4m / 60, budget.CreditsAt(At(30)), 6);
        Assert.Null(budget.ReachedAt(At(119)));
        Assert.NotNull(budget.ReachedAt(At(121)));
    }

    [Fact]
    public void Budget_WithoutLimits_IsNeverReached()
    {
        var budget = new BudgetUse { Usage = new WorkUsage().Begun(Start), MaxCredits = 1 };

        Assert.Equal((false, null, null), (budget.IsLimited, budget.LeftAt(At(1e9)), budget.ReachedAt(At(1e9))));
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);
}
