using System.Text.RegularExpressions;
using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Tests.Plans;
using Migration.Core.Validation;

namespace Migration.Core.Tests.Docs;

public class PlanReferenceTests
{
    private static readonly string Page = Repository.Page("plan-reference.md");

    [Fact]
    public void Configuration_Table_HasEveryKeyWithItsDefault()
    {
        var listed = Rows("## Configuration").Select(row => (row[0], row[1]));

        Assert.Equal(WrittenDefaults(), listed);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Configuration_Bounds_AreAccepted(int column)
    {
        foreach (var row in Rows("## Configuration").Where(row => row[column].Length > 0))
            Assert.Empty(PlanValidator.Validate(Plan($"configuration: {{ {row[0]}: {row[column]} }}")));
    }

    [Fact]
    public void Example_Reads_WithoutAProblem()
    {
        var yaml = Regex.Match(Page, "```yaml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Empty(PlanValidator.Validate(PlanFile.Read(yaml, DocumentFormat.Yaml).ValueOrThrow("The example")));
    }

    [Fact]
    public void Page_Names_EveryKeyThatAPlanCanHave()
    {
        var written = PlanFile.Write(SamplePlans.Full, DocumentFormat.Json);
        var keys = Regex.Matches(written, "\"([a-zA-Z]+)\":").Select(m => m.Groups[1].Value).Distinct();

        Assert.All(keys, key => Assert.Matches($"[`.]{key}`", Page));
    }

    private static IEnumerable<(string, string)> WrittenDefaults()
    {
        var yaml = PlanFile.Write(SamplePlans.Minimal, DocumentFormat.Yaml);
        var lines = yaml[yaml.IndexOf("configuration:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Skip(1).Select(line => line.Trim().Split(": ")).Select(parts => (parts[0], parts[1]));
    }

    private static MigrationPlan Plan(string more) =>
        PlanFile.Read($"id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T\n{more}", DocumentFormat.Yaml).ValueOrThrow("The plan");

    private static IEnumerable<string[]> Rows(string heading)
    {
        var section = Page[Page.IndexOf(heading, StringComparison.Ordinal)..];
        return section.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
    }
}
