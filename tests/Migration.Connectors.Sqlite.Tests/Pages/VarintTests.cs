using Migration.Connectors.Sqlite.Pages;

namespace Migration.Connectors.Sqlite.Tests.Pages;

public sealed class VarintTests
{
    public static TheoryData<ulong, int> Values => new()
    {
        { 0, 1 }, { 127, 1 }, { 128, 2 }, { 16_383, 2 }, { 16_384, 3 }, { (1UL << 28) - 1, 4 }, { 1UL << 49, 8 },
        { (1UL << 56) - 1, 8 }, { 1UL << 56, 9 }, { long.MaxValue, 9 }, { unchecked((ulong)-1L), 9 }, { unchecked((ulong)long.MinValue), 9 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_WrittenAndRead_IsTheSame(ulong value, int size)
    {
        var bytes = new byte[Varint.LongestSize];
        var at = 0;

        Assert.Equal(size, Varint.Write(bytes, value));
        Assert.Equal((value, size), (Varint.Read(bytes, ref at), at));
    }
}
