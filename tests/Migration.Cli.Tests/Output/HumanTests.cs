using Migration.Cli.Output;

namespace Migration.Cli.Tests.Output;

public sealed class HumanTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KB")]
    [InlineData(1_572_864, "1.5 MB")]
    [InlineData(1e18, "888.2 PB")]
    public void Size_IsShort(double bytes, string text) => Assert.Equal(text, Human.Size(bytes));

    [Theory]
    [InlineData(0.26, "0.3s")]
    [InlineData(59.94, "59.9s")]
    [InlineData(61, "1m 01s")]
    [InlineData(3_661, "1h 01m")]
    [InlineData(360_000, "100h 00m")]
    public void Duration_HasTwoUnitsAtMost(double seconds, string text) => Assert.Equal(text, Human.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Count_HasGroups() => Assert.Equal("1,234,567", Human.Count(1_234_567));
}
