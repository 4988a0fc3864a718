using System.Threading.Channels;
using Temporalio.Tests.Fakes;
using Temporalio.Worker;
using Temporalio.Worker.Activities;

namespace Temporalio.Tests.Worker.Activities;

public sealed class HeartbeatsTests
{
    private readonly Channel<object?> sent = Channel.CreateUnbounded<object?>();
    private readonly ManualTime time = new();
    private HeartbeatOutcome outcome = HeartbeatOutcome.Sent;

    [Fact]
    public async Task Record_SendsTheFirstAtOnceAndThenTheLatestPerInterval()
    {
        using var heartbeats = Create();
        heartbeats.Record([1]);
        Assert.Equal(1, await sent.Reader.ReadAsync());

        await time.WaitForTimersAsync(1);
        heartbeats.Record([2]);
        heartbeats.Record([3]);
        Assert.False(sent.Reader.TryRead(out _));
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, await sent.Reader.ReadAsync());
        await heartbeats.FinishAsync(flush: false);
    }

    [Fact]
    public async Task Record_WhenTheServerWasAway_SendsTheDetailsAgain()
    {
        outcome = HeartbeatOutcome.NotSent;
        using var heartbeats = Create();
        heartbeats.Record([1]);
        await sent.Reader.ReadAsync();

        await time.WaitForTimersAsync(1);
        outcome = HeartbeatOutcome.Sent;
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, await sent.Reader.ReadAsync());
        await heartbeats.FinishAsync(flush: false);
    }

    [Fact]
    public async Task Record_AfterAPointlessOne_DoesNothing()
    {
        outcome = HeartbeatOutcome.Pointless;
        using var heartbeats = Create();
        heartbeats.Record([1]);
        await sent.Reader.ReadAsync();
        await time.WaitForTimersAsync(1);

        heartbeats.Record([2]);
        await heartbeats.FinishAsync(flush: true);

        Assert.False(sent.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Finish_WithDetailsLeft_SendsThemOnlyWhenTheyMatter(bool flush)
    {
        using var heartbeats = Create();
        heartbeats.Record([1]);
        await sent.Reader.ReadAsync();
        await time.WaitForTimersAsync(1);
        heartbeats.Record([2]);

        await heartbeats.FinishAsync(flush);

        Assert.Equal(flush, sent.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(10, 8)]
    [InlineData(600, 60)]
    [InlineData(null, 30)]
    public void Interval_FollowsTheTimeoutWithinBounds(int? timeout, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        HeartbeatInterval.Of(timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, new TemporalWorkerOptions()));

    private Heartbeats Create() => new(SendAsync, TimeSpan.FromSeconds(10), time);

    private Task<HeartbeatOutcome> SendAsync(object?[] details)
    {
        sent.Writer.TryWrite(details[0]);
        return Task.FromResult(outcome);
    }
}
