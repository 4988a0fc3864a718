using System.Data.Common;
using System.Numerics;
using Snowflake.Emulator.Engine;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi.Tests;

/// <summary>Each type as the SQL API writes it, read as the type of .NET that holds it exactly.</summary>
public sealed class DecodingTests
{
    private static readonly DateTimeOffset Utc = new(2021, 3, 19, 18, 6, 59, TimeSpan.Zero);

    public static TheoryData<string, int?, int?, string, object> Values => new()
    {
        { "fixed", 18, 0, "-999999999999999999", -999999999999999999L },
        { "fixed", 28, 0, "9223372036854775808", 9223372036854775808m },
        { "fixed", 38, 0, "99999999999999999999999999999999999999", new SnowflakeDecimal(BigInteger.Pow(10, 38) - 1, 0) },
        { "fixed", 12, 2, "12.30", 12.30m },
        { "fixed", 38, 37, "-0.0000000000000000000000000000000000001", new SnowflakeDecimal(-1, 37) },
        { "real", null, null, "1.7976931348623157e+308", double.MaxValue },
        { "real", null, null, "0.1", 0.1 },
        { "real", null, null, "NaN", double.NaN },
        { "real", null, null, "inf", double.PositiveInfinity },
        { "real", null, null, "-inf", double.NegativeInfinity },
        { "decfloat", null, null, "1.5e+6144", "1.5e+6144" },
        { "text", null, null, "a \"quoted\" 'ünïcode' \u0000 😀\n", "a \"quoted\" 'ünïcode' \u0000 😀\n" },
        { "text", null, null, "", "" },
        { "binary", null, null, "00FFa0", new byte[] { 0, 255, 160 } },
        { "boolean", null, null, "true", true },
        { "boolean", null, null, "false", false },
        { "date", null, null, "18262", new DateOnly(2020, 1, 1) },
        { "date", null, null, "-719162", DateOnly.MinValue },
        { "date", null, null, "2932896", DateOnly.MaxValue },
        { "time", null, 9, "82919.000000000", new TimeOnly(23, 1, 59) },
        { "time", null, 9, "0.000000100", new TimeOnly(1) },
        { "timestamp_ntz", null, 9, "1616177219.123456700", new DateTime(2021, 3, 19, 18, 6, 59).AddTicks(1234567) },
        { "timestamp_ntz", null, 9, "-0.500000000", new DateTime(1969, 12, 31, 23, 59, 59, 500) },
        { "timestamp_ntz", null, 9, "1616177219123456700", new DateTime(2021, 3, 19, 18, 6, 59).AddTicks(1234567) },
        { "timestamp_ntz", null, 0, "-62135596800", DateTime.MinValue },
        { "timestamp_ltz", null, 9, "1616177219.000000000", Utc },
        { "timestamp_tz", null, 9, "1616177219.000000000 960", Utc.ToOffset(TimeSpan.FromHours(-8)) },
        { "timestamp_tz", null, 9, "1616177219.000000000 1770", Utc.ToOffset(new TimeSpan(5, 30, 0)) },
        { "TIMESTAMP_TZ", null, 9, "-1.500000000 1440", DateTimeOffset.UnixEpoch.AddSeconds(-1.5) },
        { "variant", null, null, """{"a": [1, null]}""", """{"a": [1, null]}""" },
        { "object", null, null, "{}", "{}" },
        { "array", null, null, "[]", "[]" },
        { "geography", null, null, "POINT(1 2)", "POINT(1 2)" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_OfEachType_IsReadExactly(string type, int? precision, int? scale, string wire, object expected)
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", type) { Precision = precision, Scale = scale }, wire);

        Assert.Equal(expected, reader.GetValue(0));
        Assert.Equal(expected.GetType(), reader.GetFieldType(0));
        Assert.Equal(wire, reader.GetWireText(0));
    }

    [Theory]
    [InlineData("timestamp_ntz", "1616177219.123456789", "2021-03-19T18:06:59.123456789")]
    [InlineData("timestamp_ntz", "-0.000000001", "1969-12-31T23:59:59.999999999")]
    [InlineData("timestamp_ltz", "1616177219.123456789", "2021-03-19T18:06:59.123456789+00:00")]
    [InlineData("timestamp_tz", "1616177219.123456789 1170", "2021-03-19T13:36:59.123456789-04:30")]
    [InlineData("time", "86399.999999999", "23:59:59.999999999")]
    [InlineData("date", "-1", "1969-12-31")]
    public async Task Moment_WithNineDigits_KeepsThemAsTextAndIsNotCutOtherwise(string type, string wire, string text)
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", type) { Scale = 9 }, wire);

        Assert.Equal(text, reader.GetString(0));
        if (type != "date") Assert.Throws<OverflowException>(() => reader.GetValue(0));
    }

    [Fact]
    public async Task Timestamp_WithNineDigits_IsReadWhole()
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", "timestamp_tz"), "-0.000000001 1500");

        Assert.Equal(new SnowflakeTimestamp(-1, 999_999_999, TimeSpan.FromHours(1)), reader.GetFieldValue<SnowflakeTimestamp>(0));
    }

    [Fact]
    public async Task Number_TooLongForWhatIsAsked_IsNotRounded()
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", "fixed") { Precision = 38, Scale = 10 }, "1234567890123456789012345678.0123456789");

        Assert.Throws<OverflowException>(() => reader.GetDecimal(0));
        Assert.Throws<OverflowException>(() => reader.GetInt64(0));
        Assert.Throws<OverflowException>(() => reader.GetFieldValue<BigInteger>(0));
        Assert.Equal("1234567890123456789012345678.0123456789", reader.GetFieldValue<SnowflakeDecimal>(0).ToString());
    }

    [Fact]
    public async Task Getters_OfWideNumberThatFits_GiveIt()
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", "fixed") { Precision = 38, Scale = 0 }, "42");

        Assert.Equal(42, reader.GetInt32(0));
        Assert.Equal(42L, reader.GetFieldValue<long>(0));
        Assert.Equal(42m, reader.GetDecimal(0));
        Assert.Equal(42.0, reader.GetDouble(0));
        Assert.Equal("42", reader.GetString(0));
        Assert.Equal(new BigInteger(42), reader.GetFieldValue<BigInteger>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetBoolean(0));
        Assert.Throws<InvalidCastException>(() => reader.GetDateTime(0));
    }

    [Fact]
    public async Task Null_OfAnyColumn_IsDBNullAndNoOtherValue()
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("C", "fixed") { Precision = 9, Scale = 0 }, null);

        Assert.True(reader.IsDBNull(0));
        Assert.Equal(DBNull.Value, reader.GetValue(0));
        Assert.Null(reader.GetWireText(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
    }

    [Fact]
    public async Task Schema_OfResult_TellsNamesTypesAndWidths()
    {
        await using var account = await Account.StartAsync();
        await using var reader = await ReadAsync(account, new EngineColumn("Amount", "fixed") { Precision = 12, Scale = 2, Nullable = false }, "1.00");

        var column = Assert.Single(reader.GetColumnSchema());
        Assert.Equal(("Amount", "FIXED", typeof(decimal), false), (column.ColumnName, column.DataTypeName, column.DataType, column.AllowDBNull));
        Assert.Equal((12, 2), (column.NumericPrecision, column.NumericScale));
        Assert.Equal(0, reader.GetOrdinal("AMOUNT"));
        Assert.Single(reader.Cast<DbDataRecord>().Append(null));
    }

    private static async Task<SnowflakeDataReader> ReadAsync(Account account, EngineColumn column, string? wire)
    {
        account.Engine.On("SELECT C", new EngineResult([column], [[wire]]));
        var reader = await account.Command("SELECT C").ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return reader;
    }
}
