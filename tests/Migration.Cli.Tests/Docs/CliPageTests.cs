using System.Reflection;
using System.Text.RegularExpressions;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Client;
using Migration.Connectors.Comparison;
using Migration.Core.Errors;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Cli.Tests.Docs;

/// <summary>docs/cli.md against the program.</summary>
public sealed partial class CliPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "cli.md"));

    public static TheoryData<string, Type> Documents() => new()
    {
        { "`plan create`, `templates apply`", typeof(PlanCreated) },
        { "`plan validate`", typeof(PlanValidated) },
        { "`tables` of a plan", typeof(PlanTable) },
        { "`problems`", typeof(Problem) },
        { "`plan list`", typeof(PlanList) },
        { "`plans`", typeof(PlanSummary) },
        { "`templates list`", typeof(TemplateList) },
        { "`templates`", typeof(TemplateView) },
        { "`parameters`", typeof(TemplateParameterView) },
        { "`templates create`", typeof(TemplateCreated) },
        { "`execute`", typeof(ExecutionStarted) },
        { "`status`", typeof(ExecutionView) },
        { "`tables` of a status", typeof(TableView) },
        { "`checkpoint`", typeof(CheckpointView) },
        { "`errors`", typeof(MigrationError) },
        { "`metrics`", typeof(MetricsView) },
        { "`list`", typeof(ExecutionList) },
        { "`executions`", typeof(ExecutionSummary) },
        { "`pause`, `resume`, `cancel`, `rollback`, `finalize`, `retry`, `skip`, `tune`", typeof(SignalResult) },
        { "`rejects`", typeof(RejectList) },
        { "`rejects` of a table", typeof(RejectView) },
        { "`validate`, `repair`", typeof(ExecutionProved) },
        { "`repaired`", typeof(RepairCounts) },
        { "`tables` of a validation", typeof(TableProved) },
        { "`rows` of a validation", typeof(RowFinding) },
        { "`validate-rollback`", typeof(RollbackValidated) },
        { "`tables` of a rollback check", typeof(TableRollbackValidated) },
        { "`server run`, `server start`, `server status`", typeof(HostStatus) },
        { "`rules`", typeof(RuleResult) },
        { "`diff`", typeof(TableDifference) },
        { "`rows` of a diff", typeof(RowDifference) },
        { "`cells`", typeof(CellDifference) },
        { "`server stop`", typeof(HostStopped) },
        { "`demo`", typeof(DemoResult) },
        { "`tables` of the demo", typeof(DemoTable) },
        { "a failure", typeof(ErrorDocument) },
        { "`error`", typeof(ErrorReport) },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Fields_OfADocument_AreThoseOfThePage(string name, Type type)
    {
        var row = Page.Split('\n').Single(line => line.StartsWith($"| {name} | `", StringComparison.Ordinal) && !line.Contains("does", StringComparison.Ordinal));
        var listed = Word().Matches(row[(name.Length + 4)..]).Select(match => match.Groups[1].Value);

        Assert.Equal(Properties(type).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ExitCodes_OfTheProgram_AreThoseOfThePage()
    {
        var listed = Regex.Matches(Page, @"(?m)^\| (\d+) \|").Select(match => int.Parse(match.Groups[1].Value));
        var known = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!);

        Assert.Equal(known.Order(), listed.Order());
    }

    [Fact]
    public void Codes_OfTheCommandLine_AreThoseOfThePage()
    {
        var listed = Regex.Matches(Page, @"(?m)^\| `([A-Z_]+)` \|").Select(match => match.Groups[1].Value);
        var known = typeof(CliErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(known.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Properties(Type type) =>
        CliJson.Options.GetTypeInfo(type).Properties
            .Where(property => property.Get is not null)
            .Select(property => property.Name);

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Migration.Workflows.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside of the repository.");
    }

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex Word();
}
