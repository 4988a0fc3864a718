using Migration.Connectors.Tables;

namespace Migration.Connectors.Tests.Tables;

public class RowRateTests
{
    [Fact]
    public async Task Wait_AfterABatch_LastsAsLongAsItsRowsAreWorth()
    {
        var clock = new DelayClock();
        var rate = new RowRate(1_000, clock);

        await rate.WaitAsync(500, CancellationToken.None);
        await rate.WaitAsync(250, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25)], clock.Delays);
    }

    [Fact]
    public async Task Wait_AfterABatchThatTookTime_IsForTheRestAlone()
    {
        var clock = new DelayClock();
        var rate = new RowRate(1_000, clock);

        clock.Advance(TimeSpan.FromSeconds(0.3));
        await rate.WaitAsync(500, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(0.2)], clock.Delays);
    }

    [Fact]
    public async Task Wait_AfterALongPause_GivesNoBurst()
    {
        var clock = new DelayClock();
        var rate = new RowRate(1_000, clock);

        clock.Advance(TimeSpan.FromHours(1));
        await rate.WaitAsync(500, CancellationToken.None);
        await rate.WaitAsync(500, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(0.5)], clock.Delays);
    }

    [Fact]
    public async Task Wait_WithoutALimit_IsNone()
    {
        var clock = new DelayClock();

        await new RowRate(0, clock).WaitAsync(int.MaxValue, CancellationToken.None);

        Assert.Empty(clock.Delays);
    }

    [Fact]
    public async Task Wait_Stopped_EndsWithoutAFailure() =>
        await new RowRate(1, TimeProvider.System).WaitAsync(1_000, new CancellationToken(canceled: true));

    /// <summary>A clock in which every delay passes as soon as it is asked for.</summary>
    private sealed class DelayClock : TimeProvider, ITimer
    {
        private TimeSpan _now;

        public List<TimeSpan> Delays { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public void Advance(TimeSpan by) => _now += by;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return this;
            Delays.Add(dueTime);
            Advance(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
