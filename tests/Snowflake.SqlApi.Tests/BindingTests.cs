using System.Data;
using System.Numerics;
using Snowflake.Emulator.Engine;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi.Tests;

/// <summary>Each type of .NET as the SQL API wants it bound. The emulator refuses a text that does not fit its type.</summary>
public sealed class BindingTests
{
    private static readonly DateTime Wall = new DateTime(2021, 3, 19, 10, 6, 59).AddTicks(1);

    public static TheoryData<object?, string, string?> Values => new()
    {
        { null, "TEXT", null },
        { DBNull.Value, "TEXT", null },
        { true, "BOOLEAN", "true" },
        { (byte)255, "FIXED", "255" },
        { short.MinValue, "FIXED", "-32768" },
        { -1, "FIXED", "-1" },
        { long.MaxValue, "FIXED", "9223372036854775807" },
        { ulong.MaxValue, "FIXED", "18446744073709551615" },
        { BigInteger.Pow(10, 37), "FIXED", "1" + new string('0', 37) },
        { 12.30m, "TEXT", "12.30" },
        { new SnowflakeDecimal(-5, 37), "TEXT", "-0." + new string('0', 36) + "5" },
        { 0.1, "REAL", "0.1" },
        { 0.1f, "REAL", "0.1" },
        { double.MaxValue, "REAL", "1.7976931348623157E+308" },
        { double.NaN, "TEXT", "NaN" },
        { double.PositiveInfinity, "TEXT", "inf" },
        { float.NegativeInfinity, "TEXT", "-inf" },
        { "it's \\ \"ü\" 😀", "TEXT", "it's \\ \"ü\" 😀" },
        { 'x', "TEXT", "x" },
        { Guid.Parse("0a0b0c0d-0000-4000-8000-000000000001"), "TEXT", "0a0b0c0d-0000-4000-8000-000000000001" },
        { new byte[] { 0, 255 }, "TEXT", "00FF" },
        { new DateOnly(2021, 3, 19), "DATE", "1616112000000" },
        { new DateOnly(1969, 12, 31), "DATE", "-86400000" },
        { new TimeOnly(1, 2, 3).Add(TimeSpan.FromTicks(1)), "TIME", "3723000000100" },
        { new TimeSpan(23, 59, 59), "TIME", "86399000000000" },
        { Wall, "TIMESTAMP_NTZ", "1616148419000000100" },
        { DateTime.MinValue, "TIMESTAMP_NTZ", "-62135596800000000000" },
        { new DateTimeOffset(Wall, TimeSpan.FromHours(-8)), "TIMESTAMP_TZ", "1616177219000000100 960" },
        { new DateTimeOffset(Wall, new TimeSpan(5, 30, 0)), "TIMESTAMP_TZ", "1616128619000000100 1770" },
        { new SnowflakeTimestamp(-1, 999_999_999, null), "TIMESTAMP_NTZ", "-1" },
        { new SnowflakeTimestamp(1, 1, TimeSpan.FromHours(1)), "TIMESTAMP_TZ", "1000000001 1500" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_OfEachType_IsBoundExactly(object? value, string type, string? text)
    {
        Assert.Equal(new EngineBinding(type, text), await BoundAsync(new SnowflakeParameter(value)));
    }

    [Theory]
    [InlineData(SnowflakeBindType.TimestampNtz, "TIMESTAMP_NTZ", "1616148419000000100")]
    [InlineData(SnowflakeBindType.TimestampLtz, "TIMESTAMP_LTZ", "1616177219000000100")]
    [InlineData(SnowflakeBindType.TimestampTz, "TIMESTAMP_TZ", "1616177219000000100 960")]
    [InlineData(SnowflakeBindType.Text, "TEXT", "2021-03-19T10:06:59.000000100-08:00")]
    public async Task Moment_AskedForAsAType_IsBoundAsThat(SnowflakeBindType asked, string type, string text)
    {
        var parameter = new SnowflakeParameter(new DateTimeOffset(Wall, TimeSpan.FromHours(-8))) { BindType = asked };

        Assert.Equal(new EngineBinding(type, text), await BoundAsync(parameter));
    }

    [Theory]
    [InlineData(DbType.Int64, "FIXED")]
    [InlineData(DbType.DateTimeOffset, "TIMESTAMP_TZ")]
    [InlineData(DbType.Date, "DATE")]
    [InlineData(DbType.Boolean, "BOOLEAN")]
    [InlineData(DbType.Binary, "TEXT")]
    public async Task Null_WithDbType_IsBoundAsThatType(DbType asked, string type) =>
        Assert.Equal(new EngineBinding(type, null), await BoundAsync(new SnowflakeParameter(null) { DbType = asked }));

    public static TheoryData<object, SnowflakeBindType?> Unbindable => new()
    {
        { new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Local), null },
        { new object(), null },
        { new[] { 1, 2 }, null },
        { TimeSpan.FromDays(1), null },
        { TimeSpan.FromTicks(-1), null },
        { 1.5m, SnowflakeBindType.Fixed },
        { new DateTime(2021, 1, 1, 1, 0, 0), SnowflakeBindType.Date },
        { new DateTime(2021, 1, 1), SnowflakeBindType.TimestampTz },
    };

    [Theory]
    [MemberData(nameof(Unbindable))]
    public void Value_WithoutExactForm_IsRefused(object value, SnowflakeBindType? type) =>
        Assert.Throws<NotSupportedException>(() => ValueEncoder.Encode(value, type));

    [Fact]
    public async Task Parameters_AreBoundInTheirOrder()
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("SELECT ?, ?, '?'", EngineResult.Status("ok"));
        var command = account.Command("SELECT ?, ?, '?'");
        command.Parameters.AddValue("a");
        command.Parameters.AddValue(2);
        await command.ExecuteNonQueryAsync();

        Assert.Equal([new("TEXT", "a"), new("FIXED", "2")], Assert.Single(account.Emulator.Log.Executions).Bindings);
    }

    [Fact]
    public async Task Text_ThatDoesNotFitItsType_FailsWithServersCode()
    {
        await using var account = await Account.StartAsync();
        var command = account.Command("SELECT ?");
        command.Parameters.Add(new SnowflakeParameter("twelve") { BindType = SnowflakeBindType.Fixed });

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(("100037", "22018"), (failure.Code, failure.SqlState));
    }

    private static async Task<EngineBinding> BoundAsync(SnowflakeParameter parameter)
    {
        await using var account = await Account.StartAsync();
        account.Engine.On("SELECT ?", EngineResult.Status("ok"));
        var command = account.Command("SELECT ?");
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync();
        return Assert.Single(Assert.Single(account.Emulator.Log.Executions).Bindings);
    }
}
