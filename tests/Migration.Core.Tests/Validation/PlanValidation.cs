using Migration.Core.Plans;
using Migration.Core.Tests.Plans;
using Migration.Core.Validation;

namespace Migration.Core.Tests.Validation;

/// <summary>What the pairs of Accepts_ and Rejects_ tests share: a change of a sound plan, and the one problem that it makes.</summary>
public abstract class PlanValidation
{
    private protected static void Accepts(Func<MigrationPlan, MigrationPlan> change) =>
        Assert.Empty(PlanValidator.Validate(change(SamplePlans.Minimal)));

    private protected static void Rejects(string path, string code, Func<MigrationPlan, MigrationPlan> change)
    {
        var problem = Assert.Single(PlanValidator.Validate(change(SamplePlans.Minimal)));
        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.True(problem.Blocks);
        Assert.Matches("[.?]$", problem.Fix);
    }

    private protected static MigrationPlan WithTable(MigrationPlan plan, TableMigration table) => plan with { Tables = [table] };

    private protected static MigrationPlan WithColumns(MigrationPlan plan, params ColumnMapping[] columns) =>
        WithTable(plan, new TableMigration { SourceTable = "users", Columns = columns });
}
