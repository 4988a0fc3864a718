using Migration.Cli.Monitor;
using Migration.Core.Progress;

namespace Migration.Cli.Tests.Monitor;

public sealed class RateMeterTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Measure_GivesTheRateOfTheLastSeconds()
    {
        var meter = new RateMeter(_clock);
        meter.Measure(Views.Execution(tables: Views.Table("t", 0, 1000)));
        _clock.Advance(TimeSpan.FromSeconds(2));

        var measured = meter.Measure(Views.Execution(tables: Views.Table("t", 200, 1000)));

        Assert.Equal((100.0, 8.0), (measured.RowsPerSecond, measured.EtaSeconds));
    }

    [Fact]
    public void Measure_AfterAPause_StartsAnew()
    {
        var meter = new RateMeter(_clock);
        meter.Measure(Views.Execution(tables: Views.Table("t", 0, 1000)));
        meter.Measure(Views.Execution(ExecutionStatus.Paused, tables: Views.Table("t", 500, 1000)));
        _clock.Advance(TimeSpan.FromSeconds(10));
        meter.Measure(Views.Execution(tables: Views.Table("t", 500, 1000)));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(100, meter.Measure(Views.Execution(tables: Views.Table("t", 600, 1000))).RowsPerSecond);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
