using FsCheck;
using FsCheck.Fluent;
using Migration.Core.Documents;

namespace Migration.Core.Tests.Documents;

public class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("24h", 86400)]
    [InlineData("1d", 86400)]
    [InlineData("00:00:30", 30)]
    [InlineData("1.00:00:30", 86430)]
    [InlineData("1500ms", 1.5)]
    [InlineData("0", 0)]
    public void TryParse_AForm_GivesItsSeconds(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var value));
        Assert.Equal(TimeSpan.FromSeconds(seconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("-5s")]
    [InlineData("5 m")]
    [InlineData("30m1h")]
    [InlineData("1:30")]
    [InlineData("00:61:00")]
    [InlineData("soon")]
    [InlineData("999999999d")]
    public void TryParse_NoForm_Fails(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(90, "1m30s")]
    [InlineData(86400, "24h")]
    [InlineData(0.25, "250ms")]
    [InlineData(0, "0s")]
    public void Of_ADuration_IsShort(double seconds, string expected) => Assert.Equal(expected, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_AnyDuration_ParsesBackEqual() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<long>().Select(Math.Abs).ToArbitrary(), ticks =>
            DurationText.TryParse(DurationText.Of(new TimeSpan(ticks)), out var back) && back.Ticks == ticks).QuickCheckThrowOnFailure();
}
