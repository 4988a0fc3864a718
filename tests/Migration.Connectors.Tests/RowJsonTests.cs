using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Tests;

public class RowJsonTests
{
    [Fact]
    public void Row_OfEveryKind_LosesNothing()
    {
        var row = new KeyBuffer();
        row.AddNull();
        row.AddInteger(long.MaxValue);
        row.AddReal(0.1);
        row.AddReal(double.NaN);
        row.AddText("a \"quoted\" é"u8);
        row.AddText([0xff, 0x41]);
        row.AddBlob([0, 1, 0xfe]);
        MappedColumn[] columns = [.. "abcdefg".Select(name => new MappedColumn(name.ToString(), Source: null, IsDirect: true))];

        using var json = System.Text.Json.JsonDocument.Parse(RowJson.Of(columns, row.Encoded));

        var values = json.RootElement.EnumerateObject().Select(property => property.Value.ToString());
        Assert.Equal(["", "9223372036854775807", "0.1", "NaN", "a \"quoted\" é", """{"hex":"ff41"}""", """{"hex":"0001fe"}"""], values);
    }
}
