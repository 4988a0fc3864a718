using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Validation;

namespace Migration.Planning.Tests.Drafts;

public class PlanDraftTests
{
    private static readonly PlanDraftRequest Request = new() { Name = "User data", SourceDatabase = "LEGACY_DB", TargetDatabase = "NEW_DB" };

    private static readonly MigrationPlan SamplePlan = new() { Id = "basis", Name = "Basis", SourceDatabase = "A", TargetDatabase = "B" };

    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'a'); CREATE TABLE empty (id)";

    [Fact]
    public async Task Create_FromTableNames_IsASoundPlanWithEstimates()
    {
        using var databases = new Databases(Users);

        var draft = await PlanDraft.CreateAsync(Request with { Tables = ["users", "empty"] }, databases.Catalog, CancellationToken.None);

        Assert.Equal("user-data", draft.Plan.Id);
        Assert.Equal(["users", "empty"], draft.Plan.Tables.Select(t => t.SourceTable));
        Assert.Equal(TimeSpan.FromSeconds(1), draft.Plan.EstimatedTime);
        Assert.True(draft.Plan.EstimatedSize > 0);
        Assert.Empty(PlanValidator.Validate(draft.Plan));
        Assert.Empty(PlanFile.Read(PlanFile.Write(draft.Plan, DocumentFormat.Yaml), DocumentFormat.Yaml).Problems);
    }

    [Fact]
    public async Task Create_OnABasis_TakesItsTablesAndRules_AndTheNamedTablesFirst()
    {
        using var databases = new Databases(Users);
        var basis = SamplePlan with
        {
            Tables = [new() { SourceTable = "users", TargetTable = "people" }],
            Validations = [new() { Name = "rows", Type = ValidationType.RowCount }],
        };

        var all = await PlanDraft.CreateAsync(Request with { Basis = basis }, databases.Catalog, CancellationToken.None);
        var named = await PlanDraft.CreateAsync(Request with { Basis = basis, Tables = ["empty", "users"] }, databases.Catalog, CancellationToken.None);

        Assert.Equal(("user-data", "people", "rows"), (all.Plan.Id, Assert.Single(all.Plan.Tables).Target, Assert.Single(all.Plan.Validations).Name));
        Assert.Equal(["empty", "people"], named.Plan.Tables.Select(table => table.Target));
    }

    [Fact]
    public async Task Create_WithoutTables_MeansAll()
    {
        using var databases = new Databases(Users);

        var draft = await PlanDraft.CreateAsync(Request, databases.Catalog, CancellationToken.None);

        Assert.Empty(draft.Plan.Tables);
        Assert.Equal(["empty", "users"], draft.Inspection.Tables.Select(t => t.Table.SourceTable));
    }

    [Fact]
    public async Task Create_ATableThatIsNotThere_ThrowsEveryProblem()
    {
        using var databases = new Databases(Users);

        var thrown = await Assert.ThrowsAsync<ProblemsException>(() =>
            PlanDraft.CreateAsync(Request with { Tables = ["usres", "profiles"] }, databases.Catalog, CancellationToken.None));

        Assert.Equal("TABLE_UNKNOWN", thrown.Code);
        Assert.Equal(2, thrown.Problems.Count);
    }

    [Fact]
    public async Task Create_ColumnsThatDoNotFit_ComeBackForThePersonToMap()
    {
        using var databases = new Databases(Users, "CREATE TABLE users (id INTEGER PRIMARY KEY, fullName TEXT NOT NULL)");

        var draft = await PlanDraft.CreateAsync(Request with { Tables = ["users"] }, databases.Catalog, CancellationToken.None);

        Assert.False(draft.Inspection.IsExecutable);
        Assert.Equal(["COLUMN_UNKNOWN", "COLUMN_UNMAPPED"], draft.Inspection.Problems.Select(p => p.Code));
    }
}
