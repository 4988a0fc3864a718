using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Workflows.Tests.Steps;

public sealed class RetryScheduleTests
{
    private static readonly MigrationConfiguration Configuration = new() { MaxRetries = 8, RetryDelay = TimeSpan.FromSeconds(1) };
    private static readonly StepFailure Locked = new(ErrorCodes.DatabaseLocked, "locked", new() { Transient = true });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(7, 60)]
    public void DelayAfter_TransientFailure_DoublesUpToAMinute(int retries, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.DelayAfter(Locked, retries, Configuration));

    [Fact]
    public void DelayAfter_RetriesUsedUp_IsNone() => Assert.Null(RetrySchedule.DelayAfter(Locked, 8, Configuration));

    [Fact]
    public void DelayAfter_PermanentFailure_IsNone() =>
        Assert.Null(RetrySchedule.DelayAfter(Locked with { Details = new() }, 0, Configuration));

    [Fact]
    public void DelayAfter_ManyRetries_DoesNotOverflow() =>
        Assert.Equal(TimeSpan.FromMinutes(1), RetrySchedule.DelayAfter(Locked, 1_000, Configuration with { MaxRetries = int.MaxValue }));
}
