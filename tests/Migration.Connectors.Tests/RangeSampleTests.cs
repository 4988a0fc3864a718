using Migration.Connectors.Tables;

namespace Migration.Connectors.Tests;

public sealed class RangeSampleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(20, 20)]
    [InlineData(10_000, 444)]
    [InlineData(1_000_000, 459)]
    public void Size_OfAConfidence_GrowsSlowlyWithTheTable(long ranges, long size) =>
        Assert.Equal(size, new RangeSample(0.99, 0.01).SizeOf(ranges));

    [Fact]
    public void Size_IsEnough_ByTheExactChanceToMissAll()
    {
        foreach (var ranges in new[] { 2, 10, 50, 333, 1_000 })
        {
            foreach (var margin in new[] { 0.01, 0.1, 0.4 })
            {
                var drawn = new RangeSample(0.95, margin).SizeOf(ranges);
                var differing = Math.Min(ranges, (long)Math.Floor(ranges * margin) + 1);
                // Drawing without putting back: none of those that differ is drawn.
                var missed = 1.0;
                for (var i = 0L; i < drawn; i++)
                    missed *= Math.Max(0, (double)(ranges - differing - i) / (ranges - i));
                Assert.True(missed <= 0.051, $"{drawn} of {ranges} at {margin}: {missed}");
            }
        }
    }

    [Fact]
    public void Sentence_StatesWhatWasCompared_UnlessItIsAll()
    {
        var sample = new RangeSample(0.99, 0.01);
        Assert.Equal("", sample.Sentence(20, 20));
        Assert.Contains("444 of 10000 ranges", sample.Sentence(444, 10_000), StringComparison.Ordinal);
        Assert.Contains("99.00", sample.Sentence(444, 10_000), StringComparison.Ordinal);
    }
}
