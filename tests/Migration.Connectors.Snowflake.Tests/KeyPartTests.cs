using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class KeyPartTests
{
    private static readonly KeyPart s_number = new("A", ValueForm.Integer, "NUMBER(38,0)");
    private static readonly KeyPart s_text = new("b", ValueForm.Text, "VARCHAR(16777216)");

    [Fact]
    public void Key_OfOneColumn_IsComparedAsItIs() => Assert.Equal("\"A\" > 5", Compare([s_number], ">", key => key.AddInteger(5)));

    [Theory]
    [InlineData(">", """(("A" > 5) OR ("A" = 5 AND "b" > 'it''s \\'))""")]
    [InlineData("<=", """(("A" < 5) OR ("A" = 5 AND "b" <= 'it''s \\'))""")]
    [InlineData("=", "\"A\" = 5 AND \"b\" = 'it''s \\\\'")]
    public void Key_OfSeveralColumns_IsComparedColumnByColumn(string comparison, string expected) => Assert.Equal(expected, Compare([s_number, s_text], comparison, key =>
    {
        key.AddInteger(5);
        key.AddText("it's \\"u8);
    }));

    [Fact]
    public void Key_OfATimestamp_IsReadAsIso8601() => Assert.Equal(
        "\"T\" > TO_TIMESTAMP_NTZ('2000-01-01 00:00:00.0', 'AUTO')",
        Compare([new("T", ValueForm.Timestamp, "TIMESTAMP_NTZ(6)")], ">", key => key.AddInteger(0)));

    private static string Compare(IReadOnlyList<KeyPart> parts, string comparison, Action<KeyBuffer> fill)
    {
        var key = new KeyBuffer();
        fill(key);
        return KeyPart.Compare(parts, comparison, key.Encoded);
    }
}
