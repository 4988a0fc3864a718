using Migration.Connectors.Rows;

namespace Migration.Connectors.Tests;

public sealed class KeyTextTests
{
    [Fact]
    public void Key_OfEachType_IsShownAsLiterals()
    {
        var key = new KeyBuffer();
        key.AddInteger(-5);
        key.AddReal(0.5);
        key.AddText("it's"u8);
        key.AddBlob([1, 0xab]);
        key.AddNull();

        Assert.Equal("-5, 0.5, 'it''s', x'01ab', NULL", KeyText.Of(key.Encoded));
    }

    [Fact]
    public void Key_OfLongText_IsCut()
    {
        var key = new KeyBuffer();
        key.AddText(new byte[1000].AsSpan());

        Assert.InRange(KeyText.Of(key.Encoded).Length, 80, 90);
    }
}
