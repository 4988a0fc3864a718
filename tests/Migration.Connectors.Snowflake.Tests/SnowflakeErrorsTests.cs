using Migration.Conformance;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class SnowflakeErrorsTests
{
    // What each row says, once more and by hand.
    [Theory]
    [InlineData("000604", "57014", "TIMEOUT", true)]
    [InlineData("000606", "57P03", "CONFIG_INVALID", false)]
    [InlineData("000625", "57014", "DATABASE_LOCKED", true)]
    [InlineData("000630", "57014", "TIMEOUT", true)]
    [InlineData("000707", "02000", "SOURCE_CHANGED", false)]
    [InlineData("000904", "42000", "COLUMN_UNKNOWN", false)]
    [InlineData("001003", "42000", "STATEMENT_FAILED", false)]
    [InlineData("001795", "42601", "STATEMENT_FAILED", false)]
    [InlineData("002002", "42710", "STATEMENT_FAILED", false)]
    [InlineData("002003", "42S02", "TABLE_UNKNOWN", false)]
    [InlineData("002043", "02000", "SCHEMA_UNKNOWN", false)]
    [InlineData("003001", "42501", "DATABASE_UNREADABLE", false)]
    [InlineData("090073", "22000", "WAREHOUSE_UNUSABLE", false)]
    [InlineData("090105", "22000", "CONFIG_INVALID", false)]
    [InlineData("100035", "22007", "VALUE_REJECTED", false)]
    [InlineData("100037", "22018", "VALUE_REJECTED", false)]
    [InlineData("100038", "22018", "VALUE_REJECTED", false)]
    [InlineData("100039", "22003", "VALUE_REJECTED", false)]
    [InlineData("100040", "22007", "VALUE_REJECTED", false)]
    [InlineData("100069", "22P02", "VALUE_REJECTED", false)]
    [InlineData("100072", "22000", "CONSTRAINT_VIOLATED", false)]
    [InlineData("100078", "22000", "VALUE_REJECTED", false)]
    [InlineData("100090", "42P18", "CONSTRAINT_VIOLATED", false)]
    [InlineData("100132", "P0000", "STATEMENT_FAILED", false)]
    [InlineData("270058", "", "DATABASE_IO", true)]
    [InlineData("100051", "22012", "VALUE_REJECTED", false)]
    [InlineData("100133", "23514", "CONSTRAINT_VIOLATED", false)]
    [InlineData("002140", "42601", "STATEMENT_FAILED", false)]
    [InlineData("999999", "57014", "STATEMENT_FAILED", false)]
    [InlineData("", "", "STATEMENT_FAILED", false)]
    public void Code_IsAFailureOfOurs(string number, string state, string code, bool transient)
    {
        var row = SnowflakeErrors.Find(number, state);

        Assert.Equal((code, transient), (row.Code, row.Transient));
    }

    [Theory]
    [InlineData("100183", "P0000", false)]
    [InlineData("999999", "57014", false)]
    [InlineData("100090", "42P18", false)]
    [InlineData("100132", "P0000", false)]
    [InlineData("002140", "42601", true)]
    public void Message_ThatMayRepeatValues_IsNotShown(string number, string state, bool isShown) => Assert.Equal(isShown, SnowflakeErrors.Find(number, state).ShowsMessage);

    [SkippableFact]
    public async Task Failure_OfAValue_SaysNothingOfIt_AndNeitherDoesWhatItCameFrom()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        var options = SnowflakeOptions.Of(new("target", "snowflake", new Dictionary<string, string> { ["connection"] = SnowflakeAccount.Shared.ConnectionString("NONE") }));
        var session = new SnowflakeSession(options, options.ConnectionString, QueryTag.None);

        var failure = await Assert.ThrowsAsync<SnowflakeFailure>(() => session.ScalarAsync("SELECT TO_NUMBER('somebody')", CancellationToken.None));

        Assert.Equal("VALUE_REJECTED", failure.Code);
        Assert.DoesNotContain("somebody", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_IsTestedAndHasAFix()
    {
        var tested = typeof(SnowflakeErrorsTests).GetMethod(nameof(Code_IsAFailureOfOurs))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute)).Select(a => (IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .SelectMany(a => new[] { (string)a[0].Value!, ((string)a[1].Value!).PadRight(2)[..2] }).ToHashSet();

        Assert.All(SnowflakeErrors.Table, row => Assert.True(tested.Contains(row.Number) && row.Fix.EndsWith('.')));
    }
}
