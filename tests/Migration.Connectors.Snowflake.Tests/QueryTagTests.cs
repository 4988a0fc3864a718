using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>What QUERY_HISTORY shows of a statement.</summary>
public sealed class QueryTagTests
{
    [Fact]
    public void Tag_NamesExecutionTableAndRange() =>
        Assert.Equal("""{"product":"snowflake-deploy","execution":"run-1","table":"T","range":"1..5"}""", new QueryTag("run-1", "T", "1..5").ToString());

    [Theory]
    [InlineData(100, 500, true, false)]
    [InlineData(255, 500, true, false)]
    [InlineData(400, 500, false, false)]
    [InlineData(10, 250, true, true)]
    public void Tag_OfLongNames_StaysWithinWhatSnowflakeTakes(int letters, int key, bool hasTable, bool hasRange)
    {
        var tag = new QueryTag("run-1", new string('é', letters), new string('é', key)).ToString();

        Assert.True(tag.Length <= 2000, $"{tag.Length} characters.");
        Assert.Equal((hasTable, hasRange), (tag.Contains("u00E9", StringComparison.Ordinal), tag.Contains("range", StringComparison.Ordinal)));
    }
}
