using Temporal.Api.Transport;

namespace Temporal.Api.Tests;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("2H", 7_200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("4S", 4_000)]
    [InlineData("500m", 500)]
    [InlineData("30000000u", 30_000)]
    [InlineData("1000000n", 1)]
    public void Parse_EachUnit_IsThatLong(string header, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), GrpcTimeout.Parse(header));

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("10x")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    public void Parse_NotATimeout_IsNull(string header) => Assert.Null(GrpcTimeout.Parse(header));

    [Theory]
    [InlineData(0.5, "500m")]
    [InlineData(0.0001, "1m")]
    [InlineData(10_000_000, "10000000S")]
    public void Format_AnySpan_FitsEightDigits(double seconds, string header) =>
        Assert.Equal(header, GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)));
}
