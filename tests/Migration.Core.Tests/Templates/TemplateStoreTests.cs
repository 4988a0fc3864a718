using Migration.Core.Configuration;
using Migration.Core.Errors;
using Migration.Core.Problems;
using Migration.Core.Templates;
using Migration.Core.Tests.Plans;

namespace Migration.Core.Tests.Templates;

public sealed class TemplateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Own_MadeOfAPlan_SaysHowAndNotWhat()
    {
        var store = Store();
        store.Add(TemplateDraft.Of(SamplePlans.Full, "Our way"));

        var template = store.Load("our-way");
        var plan = TemplateFilling.Fill(template, new Dictionary<string, string>());

        Assert.Equal((TemplateCategory.Custom, SamplePlans.Full.Strategy, SamplePlans.Full.Configuration), (template.Category, plan.Strategy, plan.Configuration));
        Assert.Equal(SamplePlans.Full.Tables.Count, plan.Tables.Count);
        Assert.DoesNotContain(template.Plan.Entries, entry => entry.Key.EndsWith("Database", StringComparison.Ordinal));
        Assert.Contains(store.All(), listed => listed.Id == "our-way");
    }

    [Fact]
    public void Load_OfAMistypedId_SuggestsTheOneThatIsThere()
    {
        var refused = Assert.Throws<MigrationException>(() => Store().Load("incremental-sync-tempalte"));

        Assert.Equal(ErrorCodes.TemplateNotFound, refused.Code);
        Assert.Contains("'incremental-sync-template'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full-copy-template")]
    [InlineData("mine")]
    public void Add_OfANameThatIsTaken_IsRefused(string name)
    {
        Store().Add(TemplateDraft.Of(SamplePlans.Minimal, "mine"));

        Assert.Equal(ErrorCodes.TemplateExists, Assert.Throws<MigrationException>(() => Store().Add(TemplateDraft.Of(SamplePlans.Minimal, name))).Code);
    }

    [Fact]
    public void Own_ThatIsBroken_IsRefusedWithItsFile()
    {
        var store = Store();
        Directory.CreateDirectory(Path.GetDirectoryName(store.PathOf("mine"))!);
        File.WriteAllText(store.PathOf("mine"), "id: [");

        Assert.Contains("mine.yaml", Assert.Throws<ProblemsException>(() => store.Load("mine")).Message, StringComparison.Ordinal);
    }

    private TemplateStore Store() => new(new HomeFolder(_folder.Path));
}
