using System.Text;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tests;

public sealed class MurmurHash3Tests
{
    // Published values of the x64 128-bit variant with seed 0: first half, then second half.
    [Theory]
    [InlineData("", "0000000000000000", "0000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b02", "5b1e906a48ae1d19")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c", "7a433ca9c49a9347")]
    public void Hash_OfAKnownText_IsThePublishedValue(string text, string first, string second)
    {
        var hash = MurmurHash3.Of(Encoding.ASCII.GetBytes(text));

        Assert.Equal(second + first, hash.ToString("x32", null));
    }

    [Fact]
    public void Hash_OfEveryLength_Differs()
    {
        var zeros = new byte[100];

        var hashes = Enumerable.Range(0, 100).Select(length => MurmurHash3.Of(zeros.AsSpan(0, length))).ToHashSet();

        Assert.Equal(100, hashes.Count);
    }
}
