using System.Text;
using Migration.Connectors.Types;

namespace Migration.Connectors.Tests.Types;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("12.50", "12.5")]
    [InlineData("-0.00", "0")]
    [InlineData("+007", "7")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.25e-3", "0.00125")]
    [InlineData("-12345678901234567890.12345678901234567890", "-12345678901234567890.1234567890123456789")]
    [InlineData("nan", "NaN")]
    [InlineData("-inf", "-Infinity")]
    [InlineData("", null)]
    [InlineData("1,5", null)]
    [InlineData("1e", null)]
    [InlineData("0x10", null)]
    [InlineData("1e999999999", null)]
    public void Decimal_InAnyForm_HasOneForm(string text, string? form) => Assert.Equal(form, DecimalText.Normalize(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("1.005", 2, "1.01")]
    [InlineData("-1.005", 2, "-1.01")]
    [InlineData("9.995", 2, "10")]
    [InlineData("0.004", 2, "0")]
    [InlineData("1.2", 5, "1.2")]
    public void Decimal_Rounded_GoesAwayFromZero(string text, int digits, string form) => Assert.Equal(form, DecimalText.Normalize(Encoding.UTF8.GetBytes(text), digits));

    [Theory]
    [InlineData("2000-01-01 00:00:00", 0)]
    [InlineData("1999-12-31 23:59:59.999999", -1)]
    [InlineData("2000-03-01T00:00", 5_184_000_000_000)]
    [InlineData("infinity", long.MaxValue)]
    [InlineData("0001-01-01 00:00:00 BC", -63_113_904_000_000_000)]
    public void Timestamp_ReadAndWritten_IsTheSameMoment(string text, long microseconds)
    {
        Assert.True(MomentText.TryReadTimestamp(Encoding.UTF8.GetBytes(text), hasZone: false, out var read));
        Assert.Equal(microseconds, read);
        Span<byte> written = stackalloc byte[MomentText.Longest];
        var length = MomentText.WriteTimestamp(written, read, hasZone: false);
        Assert.True(MomentText.TryReadTimestamp(written[..length], hasZone: false, out var again));
        Assert.Equal(microseconds, again);
    }

    [Theory]
    [InlineData("2023-02-29 00:00:00")]
    [InlineData("2024-13-01 00:00:00")]
    [InlineData("2024-01-01 25:00:00")]
    [InlineData("2024-01-01 00:00:00.1234567")]
    [InlineData("2024-01-01 00:00:00Z")]
    [InlineData("0000-01-01 00:00:00")]
    [InlineData("2024-1-1")]
    [InlineData("now")]
    [InlineData("")]
    public void Timestamp_ThatIsNone_IsRefused(string text) => Assert.False(MomentText.TryReadTimestamp(Encoding.UTF8.GetBytes(text), hasZone: false, out _));

    [Theory]
    [InlineData("2024-02-29 12:00:00Z", "2024-02-29 12:00:00+00:00")]
    [InlineData("2024-02-29 12:00:00+05:30", "2024-02-29 06:30:00+00:00")]
    [InlineData("2024-02-29 12:00:00-08", "2024-02-29 20:00:00+00:00")]
    public void Instant_WithAZone_IsMovedToUtc(string text, string utc)
    {
        Assert.True(MomentText.TryReadTimestamp(Encoding.UTF8.GetBytes(text), hasZone: true, out var read));
        Span<byte> written = stackalloc byte[MomentText.Longest];
        Assert.Equal(utc, Encoding.UTF8.GetString(written[..MomentText.WriteTimestamp(written, read, hasZone: true)]));
    }

    [Theory]
    [InlineData("""{"b":1.50,"a":[1e2, -0.0],"a":null}""", """{"a":null,"b":1.50}""")]
    [InlineData("\"\\u00e9\"", "\"é\"")]
    [InlineData(" [ ] ", "[]")]
    [InlineData("{", null)]
    [InlineData("1 2", null)]
    public void Json_OfEqualValues_HasOneForm(string text, string? form) =>
        Assert.Equal(form, CanonicalJson.Of(Encoding.UTF8.GetBytes(text)) is { } json ? Encoding.UTF8.GetString(json) : null);

    [Theory]
    [InlineData("P1Y2M3DT4H5M6.7S", "P1Y2M3DT4H5M6.7S")]
    [InlineData("P-1M2DT-0.000001S", "P-1M2DT-0.000001S")]
    [InlineData("PT0S", "PT0S")]
    [InlineData("P2W", "P14D")]
    [InlineData("1 day", null)]
    [InlineData("P", null)]
    public void Interval_Read_IsWrittenAgain(string text, string? form)
    {
        Span<byte> interval = stackalloc byte[IntervalText.Size];
        Assert.Equal(form, IntervalText.TryRead(Encoding.UTF8.GetBytes(text), interval) ? IntervalText.Of(interval) : null);
    }
}
