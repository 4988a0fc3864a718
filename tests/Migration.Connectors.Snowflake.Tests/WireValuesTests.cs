using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class WireValuesTests
{
    [Theory]
    [InlineData(SnowflakeType.Fixed, "12", ValueForm.Integer, "12")]
    [InlineData(SnowflakeType.Fixed, "12.00", ValueForm.Integer, "12")]
    [InlineData(SnowflakeType.Fixed, "-9223372036854775808", ValueForm.Integer, "-9223372036854775808")]
    [InlineData(SnowflakeType.Fixed, "9223372036854775808", ValueForm.Integer, null)]
    [InlineData(SnowflakeType.Fixed, "12.50", ValueForm.Integer, null)]
    [InlineData(SnowflakeType.Fixed, "12.50", ValueForm.Decimal, "'12.5'")]
    [InlineData(SnowflakeType.Real, "1e-3", ValueForm.Decimal, "'0.001'")]
    [InlineData(SnowflakeType.Real, "NaN", ValueForm.Double, "NaN")]
    [InlineData(SnowflakeType.Real, "-inf", ValueForm.Double, "-Infinity")]
    [InlineData(SnowflakeType.Boolean, "true", ValueForm.Boolean, "1")]
    [InlineData(SnowflakeType.Boolean, "false", ValueForm.Text, "'false'")]
    [InlineData(SnowflakeType.Fixed, "2", ValueForm.Boolean, null)]
    [InlineData(SnowflakeType.Text, "a\0b", ValueForm.Text, null)]
    [InlineData(SnowflakeType.Binary, "00FF", ValueForm.Bytes, "x'00ff'")]
    [InlineData(SnowflakeType.Binary, "00FF", ValueForm.Text, null)]
    [InlineData(SnowflakeType.Date, "10957", ValueForm.Date, "0")]
    [InlineData(SnowflakeType.Date, "0", ValueForm.Text, "'1970-01-01'")]
    [InlineData(SnowflakeType.Date, "10958", ValueForm.Timestamp, "86400000000")]
    [InlineData(SnowflakeType.Time, "82919.500000000", ValueForm.Time, "82919500000")]
    [InlineData(SnowflakeType.TimestampNtz, "946684800.000001000", ValueForm.Timestamp, "1")]
    [InlineData(SnowflakeType.TimestampNtz, "946684800.000000001", ValueForm.Timestamp, null)]
    [InlineData(SnowflakeType.TimestampNtz, "-0.500000000", ValueForm.Timestamp, "-946684800500000")]
    [InlineData(SnowflakeType.TimestampNtz, "946684800000001000", ValueForm.Timestamp, "1")]
    [InlineData(SnowflakeType.TimestampNtz, "946771200.000000000", ValueForm.Date, "1")]
    [InlineData(SnowflakeType.TimestampTz, "946684800.000000000 1770", ValueForm.Instant, "0")]
    [InlineData(SnowflakeType.TimestampTz, "946684800.000000000 1770", ValueForm.Text, "'2000-01-01 00:00:00+00:00'")]
    [InlineData(SnowflakeType.Variant, """{ "b": 1, "a": 1e2 }""", ValueForm.JsonValue, """'{"a":100,"b":1}'""")]
    [InlineData(SnowflakeType.Text, "8d0f1f4e-0000-4000-8000-000000000001", ValueForm.Uuid, "x'8d0f1f4e000040008000000000000001'")]
    [InlineData(SnowflakeType.Fixed, "12.00", ValueForm.Native, "'12.00'")]
    public void Value_OfTheApi_HasItsFormOrNone(SnowflakeType type, string wire, ValueForm form, string? expected)
    {
        var into = new KeyBuffer();

        var has = WireValues.TryConvert(type, Encoding.UTF8.GetBytes(wire), (form, null), into);

        Assert.Equal(expected, has ? KeyText.Of(into.Encoded) : null);
    }

    [Theory]
    [InlineData(ValueForm.Date, 0, "2000-01-01")]
    [InlineData(ValueForm.Date, -730119, "0001-01-01")]
    [InlineData(ValueForm.Date, -730120, null)]
    [InlineData(ValueForm.Date, 2921939, "9999-12-31")]
    [InlineData(ValueForm.Date, 2921940, null)]
    [InlineData(ValueForm.Date, int.MaxValue, null)]
    [InlineData(ValueForm.Time, 0, "00:00:00.0")]
    [InlineData(ValueForm.Time, 86_400_000_000, null)]
    [InlineData(ValueForm.Timestamp, 1, "2000-01-01 00:00:00.000001")]
    [InlineData(ValueForm.Timestamp, long.MaxValue, null)]
    [InlineData(ValueForm.Instant, 0, "2000-01-01 00:00:00.0 +00:00")]
    [InlineData(ValueForm.Boolean, 1, "true")]
    public void Moment_IsATextForItsCast_OrHasNone(ValueForm form, long value, string? expected)
    {
        var buffer = new KeyBuffer();
        buffer.AddInteger(value);
        var reader = new ValueReader(buffer.Encoded);
        reader.Next();

        var text = ValueTexts.Of(form, reader);

        Assert.Equal(expected, text is null ? null : Encoding.UTF8.GetString(text));
    }

    [Theory]
    [InlineData("12.34", 2, true)]
    [InlineData("12.345", 2, false)]
    [InlineData("NaN", 2, false)]
    public void Decimal_ThatWouldBeRounded_HasNoText(string number, int scale, bool has)
    {
        var buffer = new KeyBuffer();
        buffer.AddText(Encoding.UTF8.GetBytes(number));
        var reader = new ValueReader(buffer.Encoded);
        reader.Next();
        var type = new ColumnType(LogicalType.Decimal) { Precision = 10, Scale = scale };

        Assert.Equal(has, ValueTexts.Of(new ColumnForm("c", ValueForm.Decimal, type, type), reader) is not null);
    }
}
