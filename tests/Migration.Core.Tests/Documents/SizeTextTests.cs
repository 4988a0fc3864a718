using FsCheck;
using FsCheck.Fluent;
using Migration.Core.Documents;

namespace Migration.Core.Tests.Documents;

public class SizeTextTests
{
    [Theory]
    [InlineData("64MB", 64L << 20)]
    [InlineData("64 MiB", 64L << 20)]
    [InlineData("1.5gb", 3L << 29)]
    [InlineData("4096", 4096)]
    [InlineData("0B", 0)]
    public void TryParse_AForm_GivesItsBytes(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("64 bananas")]
    [InlineData("0.3B")]
    [InlineData("9999999999TB")]
    public void TryParse_NoForm_Fails(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Fact]
    public void Of_AnySize_ParsesBackEqual() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().Select(n => Math.Abs((long)n) * 512).ToArbitrary(), bytes =>
            SizeText.TryParse(SizeText.Of(bytes), out var back) && back == bytes).QuickCheckThrowOnFailure();
}
