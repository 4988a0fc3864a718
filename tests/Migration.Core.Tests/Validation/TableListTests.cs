using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class TableListTests : PlanValidation
{
    [Fact]
    public void Accepts_DifferentTables() => Accepts(plan => plan with { Tables = [Table("a"), Table("b", "c")] });

    [Fact]
    public void Rejects_ASourceTableTwice() =>
        Rejects("tables[1].sourceTable", ErrorCodes.PlanContradiction, plan => plan with { Tables = [Table("a"), Table("a", "b")] });

    [Fact]
    public void Rejects_ATargetTableTwice() =>
        Rejects("tables[1].targetTable", ErrorCodes.PlanContradiction, plan => plan with { Tables = [Table("a"), Table("b", "a")] });

    [Fact]
    public void Rejects_ABlankSourceTable() =>
        Rejects("tables[0].sourceTable", ErrorCodes.PlanMissing, plan => WithTable(plan, Table(" ", "b")));

    [Fact]
    public void Rejects_ABlankTargetTable() =>
        Rejects("tables[0].targetTable", ErrorCodes.PlanMissing, plan => WithTable(plan, Table("a", " ")));

    private static TableMigration Table(string source, string? target = null) => new() { SourceTable = source, TargetTable = target };
}
