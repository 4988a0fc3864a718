using System.Buffers.Binary;
using System.Security.Cryptography;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tests;

public sealed class Md5Tests
{
    [Fact]
    public void Digest_OfEveryLengthAroundABlocksEnd_IsTheSystems()
    {
        var text = new byte[300];
        new Random(1321).NextBytes(text);

        for (var length = 0; length <= text.Length; length++)
            Assert.Equal(OfTheSystem(text.AsSpan(0, length)), Md5.Of(text.AsSpan(0, length)));
    }

    [Theory]
    // The test suite of RFC 1321, section A.5.
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void Digest_OfKnownTexts_IsAsPublished(string text, string digest) =>
        Assert.Equal(digest, Md5.Of(System.Text.Encoding.ASCII.GetBytes(text)).ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    // CA5351: it is what is compared with.
#pragma warning disable CA5351
    private static UInt128 OfTheSystem(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt128BigEndian(MD5.HashData(text));
#pragma warning restore CA5351
}
