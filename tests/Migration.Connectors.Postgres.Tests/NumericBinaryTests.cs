using System.Text;
using Migration.Connectors.Postgres.Values;

namespace Migration.Connectors.Postgres.Tests;

public sealed class NumericBinaryTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("10000")]
    [InlineData("100000000")]
    [InlineData("12345678901234567890.123456789")]
    [InlineData("0.5")]
    [InlineData("-0.00000001")]
    [InlineData("-99999999.9999")]
    [InlineData("10001.0001")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Number_WrittenAndRead_IsTheSame(string number)
    {
        var binary = new byte[NumericBinary.SizeOf(number.Length)];
        var size = NumericBinary.Write(Encoding.ASCII.GetBytes(number), binary);

        var text = new byte[NumericBinary.TextSizeOf(binary.AsSpan(0, size))];
        var length = NumericBinary.Read(binary.AsSpan(0, size), text);

        Assert.Equal(number, Encoding.ASCII.GetString(text, 0, length));
    }
}
