using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Tests.Types;

public sealed class TypeTableTests
{
    public static TheoryData<TypeRule> Rules => [.. TypeTable.Rules];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_ThatLosesValues_NamesTheLoss(TypeRule rule) => Assert.True(rule.Fit != TypeFit.Lossy || rule.Warning is { Length: > 0 });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_IsOnThePage(TypeRule rule)
    {
        var fit = rule.Fit.ToString().ToLowerInvariant() + (rule.Warning is null ? "" : $": {rule.Warning}");
        Assert.Contains($"| {rule.From} | {rule.Kind} | {rule.To} | {rule.Target} | {fit} |", Page(rule.From == TableDefinition.SnowflakeDialect || rule.To == TableDefinition.SnowflakeDialect ? "snowflake.md" : "postgres.md"), StringComparison.Ordinal);
    }

    private static string Page(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", name)))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", name));
    }

    [Fact]
    public void Type_OfEachEngine_HasOneRule()
    {
        Assert.All(TypeTable.Rules.GroupBy(r => (r.From, r.Kind, r.To)), group => Assert.Single(group));
        Assert.All(Enum.GetValues<LogicalType>().Where(t => t != LogicalType.Any), type =>
            Assert.NotNull(TypeTable.Find(TableDefinition.PostgresDialect, type, TableDefinition.SqliteDialect)));
    }
}
