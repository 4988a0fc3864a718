namespace Migration.Planning.Tests.Estimates;

public class CopyRateTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 10, 1)]
    [InlineData(300_000, 1_000_000, 2)]
    [InlineData(10, 90L * 1024 * 1024, 3)]
    [InlineData(150_001, 0, 2)]
    public void Estimate_OfRowsAndBytes_IsTheLonger(long rows, long bytes, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CopyRate.Estimate([(rows, bytes)]));

    [Fact]
    public void Estimate_OfManySmallTables_IsRoundedOnce() =>
        Assert.Equal(TimeSpan.FromSeconds(1), CopyRate.Estimate(Enumerable.Repeat((1L, 10L), 20)));

    [Fact]
    public void Assumption_Names_TheRates()
    {
        Assert.Contains(CopyRate.RowsPerSecond.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), CopyRate.Assumption, StringComparison.Ordinal);
        Assert.Contains($"{CopyRate.BytesPerSecond >> 20} MB", CopyRate.Assumption, StringComparison.Ordinal);
    }
}
