namespace Migration.Workflows.Tests.Execution;

public sealed class CopyClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Elapsed_TwoTablesAtOnce_CountsTheirTimeOnce()
    {
        var clock = new CopyClock(TimeSpan.Zero);
        clock.TableStarted(Noon);
        clock.TableStarted(Noon.AddSeconds(2));
        clock.TableStopped(Noon.AddSeconds(5));
        Assert.Equal(Noon, clock.RunningSince);
        clock.TableStopped(Noon.AddSeconds(8));
        Assert.Equal(TimeSpan.FromSeconds(8), clock.Elapsed);
        Assert.Null(clock.RunningSince);
    }

    [Fact]
    public void Elapsed_PauseBetween_IsLeftOut()
    {
        var clock = new CopyClock(TimeSpan.FromSeconds(1));
        clock.TableStarted(Noon);
        clock.TableStopped(Noon.AddSeconds(2));
        clock.TableStarted(Noon.AddHours(3));
        clock.TableStopped(Noon.AddHours(3).AddSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(7), clock.Elapsed);
    }
}
