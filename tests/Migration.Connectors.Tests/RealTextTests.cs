using System.Text;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tests;

/// <summary>The exact text of a float.</summary>
public sealed class RealTextTests
{
    [Theory]
    [InlineData(0.0, "R0;")]
    [InlineData(1.0, "R1.0.0p0;")]
    [InlineData(-0.3, "R-20132659.13421772.50331648p-1;")]
    [InlineData(67_108_864.0, "R1.0.0p1;")]
    [InlineData(67_108_863.999999985, "R67108863.67108863.0p0;")]
    [InlineData(double.Epsilon, "R262144.0.0p-42;")]
    [InlineData(double.MaxValue, "R1023.67108863.67108352p39;")]
    [InlineData(double.NaN, "RNaN;")]
    [InlineData(double.PositiveInfinity, "Rinf;")]
    [InlineData(double.NegativeInfinity, "R-inf;")]
    public void Text_OfAFloat_IsThree26BitNumbersAndTheirPlace(double value, string text) => Assert.Equal(text, TextOf(value));

    [Fact]
    public void Text_OfAnyBits_GivesThemBack()
    {
        var random = new Random(26);
        for (var round = 0; round < 50_000; round++)
        {
            var bits = random.NextInt64(long.MinValue, long.MaxValue);
            var value = BitConverter.Int64BitsToDouble(round % 10 == 0 ? bits & -0x7FF0000000000001 : bits);
            if (value == 0 || double.IsNaN(value))
                continue;
            Assert.True(RealText.TryRead(Encoding.ASCII.GetBytes(TextOf(value)), out var back));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back));
        }
    }

    [Theory]
    [InlineData("R0;", 0.0)]
    [InlineData("RNaN;", double.NaN)]
    [InlineData("R-inf;", double.NegativeInfinity)]
    public void Text_OfWhatHasNoDigits_IsRead(string text, double value)
    {
        Assert.True(RealText.TryRead(Encoding.ASCII.GetBytes(text), out var back));

        Assert.Equal(value, back);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("R")]
    [InlineData("R1.0p0;")]
    [InlineData("R1.0.0p;")]
    [InlineData("R1.0.0p0")]
    [InlineData("R1.-5.0p0;")]
    [InlineData("R67108864.0.0p0;")]
    public void Text_OfAnotherForm_IsNotRead(string text) => Assert.False(RealText.TryRead(Encoding.ASCII.GetBytes(text), out _));

    private static string TextOf(double value)
    {
        var text = new byte[RealText.Longest];
        return Encoding.ASCII.GetString(text, 0, RealText.Write(text, value));
    }
}
