using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

public class PlanFingerprintTests
{
    [Fact]
    public void Of_KeysInAnotherOrder_IsTheSame()
    {
        var one = Read("id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T\nconfiguration: { batchSize: 5, parallelism: 3 }");
        var other = Read("targetDatabase: T\nconfiguration: { parallelism: 3, batchSize: 5 }\nname: A\nid: a\nsourceDatabase: S");

        Assert.Equal(PlanFingerprint.Of(one), PlanFingerprint.Of(other));
    }

    [Fact]
    public void Of_ADefaultSpelledOut_IsTheSame()
    {
        var one = Read("id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T");
        var other = Read("id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T\nconfiguration: { batchSize: 10000 }");

        Assert.Equal(PlanFingerprint.Of(one), PlanFingerprint.Of(other));
    }

    [Fact]
    public void Of_OtherEstimates_IsTheSame()
    {
        var estimated = SamplePlans.Full with { EstimatedTime = TimeSpan.FromDays(1), EstimatedSize = null };

        Assert.Equal(PlanFingerprint.Of(SamplePlans.Full), PlanFingerprint.Of(estimated));
    }

    [Fact]
    public void Of_TablesInAnotherOrder_Differs()
    {
        var turned = SamplePlans.Full with { Tables = [.. SamplePlans.Full.Tables.Reverse()] };

        Assert.NotEqual(PlanFingerprint.Of(SamplePlans.Full), PlanFingerprint.Of(turned));
    }

    [Fact]
    public void Of_ATextThatLooksLikeTheNumber_Differs()
    {
        var number = Read("id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T\ntables: [{ sourceTable: t, columns: [{ sourceColumn: c, defaultValue: 1 }] }]");
        var text = Read("id: a\nname: A\nsourceDatabase: S\ntargetDatabase: T\ntables: [{ sourceTable: t, columns: [{ sourceColumn: c, defaultValue: '1' }] }]");

        Assert.NotEqual(PlanFingerprint.Of(number), PlanFingerprint.Of(text));
    }

    [Fact]
    public void Of_AKnownPlan_NeverChanges() =>
        Assert.StartsWith("055f13e61c25cd53158d0abc21530c30501f96a32", PlanFingerprint.Of(SamplePlans.Minimal), StringComparison.Ordinal);

    private static MigrationPlan Read(string yaml) => PlanFile.Read(yaml, DocumentFormat.Yaml).ValueOrThrow("The plan");
}
