namespace Migration.Activities.Tests;

public sealed class PulseTests
{
    [Fact]
    public async Task Pulse_NoProgress_RepeatsTheNewestDetails()
    {
        var beats = new List<object?>();
        var clock = new ManualClock();
        await using (var pulse = new Pulse(details => beats.Add(details.FirstOrDefault()), clock, "first"))
        {
            clock.Tick();
            pulse.Beat("second");
            clock.Tick();
        }

        Assert.Equal(["first", "second", "second"], beats);
        Assert.True(clock.Stopped);
    }

    /// <summary>A clock whose timers tick when a test says so.</summary>
    private sealed class ManualClock : TimeProvider, ITimer
    {
        private Action tick = () => { };

        public bool Stopped { get; private set; }

        public void Tick() => tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            tick = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => Stopped = true;

        public ValueTask DisposeAsync()
        {
            Stopped = true;
            return ValueTask.CompletedTask;
        }
    }
}
