namespace Snowflake.Emulator.Tests;

/// <summary>Values keep what Snowflake keeps, in the encodings of the SQL API.</summary>
public sealed class TypeTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableTheory]
    [InlineData("NUMBER(38,0)", "99999999999999999999999999999999999999")]
    [InlineData("NUMBER(38,37)", "1.2345678901234567890123456789012345678")]
    [InlineData("FLOAT", "0.1")]
    [InlineData("FLOAT", "1e+300")]
    [InlineData("FLOAT", "NaN")]
    [InlineData("FLOAT", "-inf")]
    [InlineData("VARCHAR", "")]
    [InlineData("VARCHAR", "line\nbreak \\ ' \" ? ; 🙂")]
    [InlineData("BINARY", "00FF10")]
    [InlineData("BOOLEAN", "true")]
    public async Task Text_BoundForAColumn_ComesBackAsItWas(string type, string value)
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync($"CREATE TABLE T (V {type})");

        Assert.Equal(1, await session.RunAsync("INSERT INTO T SELECT ?", value));

        Assert.Equal(value, await session.RowsAsync("SELECT V FROM T"));
    }

    [SkippableTheory]
    [InlineData("DATE", "0001-01-01", "-719162")]
    [InlineData("DATE", "9999-12-31", "2932896")]
    [InlineData("TIME", "23:59:59.123456789", "86399.123456789")]
    [InlineData("TIME(0)", "23:59:59.9", "86399.000000000")]
    [InlineData("TIMESTAMP_NTZ", "2024-02-29 12:00:00.123456789", "1709208000.123456789")]
    [InlineData("TIMESTAMP_NTZ", "1969-12-31 23:59:59.5", "-0.500000000")]
    [InlineData("TIMESTAMP_NTZ(3)", "2024-02-29T12:00:00.123456789", "1709208000.123000000")]
    [InlineData("TIMESTAMP_NTZ", "2024-02-29 12:00:00 +02:00", "1709208000.000000000")]
    [InlineData("TIMESTAMP_LTZ", "2024-02-29 12:00:00Z", "1709208000.000000000")]
    [InlineData("TIMESTAMP_LTZ", "2024-02-29 12:00:00", "1709236800.000000000")]
    [InlineData("TIMESTAMP_TZ", "2024-02-29 12:00:00.000000001 +05:30", "1709188200.000000001 1770")]
    [InlineData("TIMESTAMP_TZ", "2024-02-29 12:00:00 -08:00", "1709236800.000000000 960")]
    [InlineData("TIMESTAMP_TZ", "1960-01-01 00:00:00.5 +00:00", "-315619199.500000000 1440")]
    public async Task Moment_WrittenAsText_IsEncodedAsTheApiDoes(string type, string text, string encoded)
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync($"CREATE TABLE T (V {type})");
        await session.RunAsync($"INSERT INTO T VALUES ('{text}')");

        Assert.Equal(encoded, await session.RowsAsync("SELECT V FROM T"));
    }

    [SkippableFact]
    public async Task Binds_OfDotNetValues_ArriveAsWhatTheyAre()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (N NUMBER(20,4), F FLOAT, B BOOLEAN, D DATE, TI TIME, NTZ TIMESTAMP_NTZ, TZ TIMESTAMP_TZ, BIN BINARY, S VARCHAR)");

        await session.RunAsync("INSERT INTO T VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", 12.34m, 0.5, true, new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3), new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Unspecified),
            new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromMinutes(330)), (byte[])[1, 255], null);

        Assert.Equal("12.3400|0.5|true|19782|3723.000000000|1709168523.000000000|1709148723.000000000 1770|01FF|~", await session.RowsAsync("SELECT * FROM T"));
    }

    [SkippableFact]
    public async Task Number_WithMoreDigitsThanItsColumn_IsRoundedAwayFromZero()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (V NUMBER(5,2))");

        await session.RunAsync("INSERT INTO T VALUES (1.005), ('-1.005'), (999.994)");

        Assert.Equal("-1.01\n1.01\n999.99", await session.RowsAsync("SELECT V FROM T ORDER BY V"));
        Assert.Equal("100039", await session.CodeAsync("INSERT INTO T VALUES (999.995)"));
    }

    [SkippableFact]
    public async Task Variant_IsWrittenIndentedWithItsKeysInOrder()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (V VARIANT, O OBJECT, A ARRAY)");

        await session.RunAsync("INSERT INTO T SELECT PARSE_JSON(?), OBJECT_CONSTRUCT('k', 1, 'n', NULL), PARSE_JSON('[1]')::ARRAY", "{\"bb\": 1.50, \"a\": \"x\"}");

        Assert.Equal("{\n  \"a\": \"x\",\n  \"bb\": 1.50\n}|{\n  \"k\": 1\n}|[\n  1\n]", await session.RowsAsync("SELECT V, O, A FROM T"));
        Assert.Equal("{\"a\":\"x\",\"bb\":1.50}|x|~", await session.RowsAsync("SELECT V::VARCHAR, V:a::VARCHAR, PARSE_JSON('null')::VARCHAR FROM T"));
    }

    [SkippableTheory]
    [InlineData("VARIANT", "'text'", "002023")]
    [InlineData("BOOLEAN", "'2024-01-01'::DATE", "002023")]
    [InlineData("VARCHAR(3)", "'abcd'", "100078")]
    [InlineData("BINARY(1)", "'0102'", "100145")]
    [InlineData("NUMBER NOT NULL", "NULL", "100072")]
    [InlineData("NUMBER CHECK (V > 0)", "0", "100133")]
    [InlineData("NUMBER", "1, 2", "002020")]
    public async Task Value_ThatItsColumnDoesNotTake_IsRefused(string type, string value, string code)
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync($"CREATE TABLE T (V {type})");

        Assert.Equal(code, await session.CodeAsync($"INSERT INTO T SELECT {value}"));
    }

    [SkippableFact]
    public async Task Texts_AreComparedByBytesAndEmptyIsNotNull()
    {
        await using var session = await account.OpenAsync();

        Assert.Equal("\nB\na\nä", await session.RowsAsync("SELECT column1 FROM VALUES ('a'), ('B'), ('ä'), ('') ORDER BY column1"));
    }

    [SkippableFact]
    public async Task TimeZone_OfTheRequest_DecidesWhatAWallClockMeans()
    {
        await using var session = await account.OpenAsync();

        await session.RunTogetherAsync("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'; CREATE TABLE T AS SELECT '2024-07-01 12:00:00'::TIMESTAMP_LTZ AS L, '2024-07-01 12:00:00'::TIMESTAMP_TZ AS Z");

        Assert.Equal("1719828000.000000000|1719828000.000000000 1560", await session.RowsAsync("SELECT * FROM T"));
    }

    [SkippableFact]
    public async Task TimestampsWithOffsets_AreComparedAsInstants()
    {
        await using var session = await account.OpenAsync();

        Assert.Equal("true", await session.RowsAsync("SELECT '2024-01-01 12:00:00 +02:00'::TIMESTAMP_TZ = '2024-01-01 10:00:00 +00:00'::TIMESTAMP_TZ"));
    }
}
