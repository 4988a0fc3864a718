using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tests;

/// <summary>The text that is hashed of a row, which SQL has to write to the last character.</summary>
public sealed class TextHashTests
{
    private const string Row = "I-42;NT5:héx;B0AFF;R1.0.0p0;";

    [Fact]
    public void Text_OfARow_HasEachValueWithItsKindAndItsEnd()
    {
        var row = RowOf(values =>
        {
            values.AddInteger(-42);
            values.AddNull();
            values.AddText("héx;"u8);
            values.AddBlob([0x0a, 0xff]);
            values.AddReal(1);
        });

        Assert.Equal(Row, Encoding.UTF8.GetString(new TextHash().Text(row)));
        Assert.Equal("29be889d86cdf128e4c71838cf0359ba", new TextHash().Of(row).ToString("x32", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Text_OfRowsThatReadAlike_IsAnother()
    {
        byte[][] rows =
        [
            RowOf(values => { values.AddText(""u8); values.AddText("N"u8); }),
            RowOf(values => { values.AddText("N"u8); values.AddText(""u8); }),
            RowOf(values => { values.AddNull(); values.AddText("N"u8); }),
            RowOf(values => { values.AddText("1:N"u8); values.AddNull(); }),
            RowOf(values => { values.AddText("T1:NT0:"u8); values.AddNull(); }),
            RowOf(values => { values.AddText("1"u8); values.AddNull(); }),
            RowOf(values => { values.AddInteger(1); values.AddNull(); }),
            RowOf(values => { values.AddBlob("1"u8); values.AddNull(); }),
            RowOf(values => { values.AddBlob(""u8); values.AddNull(); }),
            RowOf(values => { values.AddReal(1); values.AddNull(); }),
        ];
        var hash = new TextHash();

        Assert.Equal(rows.Length, rows.Select(row => hash.Of(row)).Distinct().Count());
    }

    [Fact]
    public void Text_LongerThanAnyBefore_IsHashedWhole()
    {
        var hash = new TextHash();

        var (one, other) = (hash.Of(RowOf(values => values.AddText(new byte[100_000]))), hash.Of(RowOf(values => values.AddText(new byte[100_001]))));

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Batch_OfTheKindText_SumsTheHashesOfTexts()
    {
        var batch = new RowBatch(1, keepsRows: false) { HashKind = RowHashKind.Text };
        foreach (var number in (long[])[1, 2])
        {
            batch.WriteInteger(number);
            batch.EndRow();
        }
        var hash = new TextHash();
        var sum = unchecked(hash.Of(RowOf(values => values.AddInteger(1))) + hash.Of(RowOf(values => values.AddInteger(2))));

        Assert.Equal(new RangeHash(sum, 2) { Kind = RowHashKind.Text }, batch.Hash);
    }

    [Theory]
    [InlineData(RowHashKind.Bytes, 16)]
    [InlineData(RowHashKind.Text, 17)]
    [InlineData(RowHashKind.TextWithReals, 17)]
    public void RangeHash_AsBytes_KeepsItsKind(RowHashKind kind, int size)
    {
        var hash = new RangeHash(UInt128.MaxValue - 5, 3) { Kind = kind };

        Assert.Equal((size, hash), (hash.ToBytes().Length, RangeHash.FromBytes(hash.ToBytes(), 3)));
    }

    [Fact]
    public void RangeHash_OfALaterVersion_IsRefused()
    {
        var refusal = Assert.Throws<MigrationException>(() => RangeHash.FromBytes([.. new byte[16], 3], 3));

        Assert.Equal(ErrorCodes.LedgerInvalid, refusal.Code);
    }

    [Fact]
    public void RangeHashes_OfBothKinds_AreEqualToNothing()
    {
        var (bytes, text) = (RangeHash.Empty.Add(5), RangeHash.Empty.Add(5, RowHashKind.Text));

        Assert.NotEqual(bytes, text);
        Assert.Equal(RowHashKind.Mixed, (bytes + text).Kind);
        Assert.Equal(text, text + RangeHash.Empty);
        Assert.Equal(text, RangeHash.Empty + text);
        Assert.Equal((RowHashKind.Text, RowHashKind.Bytes, RowHashKind.Text), (RangeHash.Empty.KindOr(RowHashKind.Text), bytes.KindOr(RowHashKind.Text), (bytes + text).KindOr(RowHashKind.Text)));
    }

    private static byte[] RowOf(Action<KeyBuffer> write)
    {
        var values = new KeyBuffer();
        write(values);
        return values.ToArray();
    }
}
