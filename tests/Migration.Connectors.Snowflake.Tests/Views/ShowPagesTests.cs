using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests.Views;

public sealed class ShowPagesTests
{
    private static readonly string[] s_names = ["A", "A\"", "A'b", "AA", "B", "a"];

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public async Task Rows_ComeOnce_WhetherAPageBeginsAfterItsNameOrWithIt(int most, bool isRepeated)
    {
        var rows = await ShowPages.ReadAsync(after => Page(s_names.Where(name => after is null || string.CompareOrdinal(name, after) is var order && (isRepeated ? order >= 0 : order > 0)).Take(most)), most);

        Assert.Equal(s_names, rows);
    }

    [Fact]
    public async Task Pages_ThatDoNotGoOn_AreRefused()
    {
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => ShowPages.ReadAsync(_ => Page(["A", "B"]), mostRows: 2));

        Assert.Equal(ErrorCodes.DatabaseUnreadable, refusal.Code);
    }

    private static Task<List<(string Name, string Row)>> Page(IEnumerable<string> names) => Task.FromResult(names.Select(name => (name, name)).ToList());
}
