using Migration.Core.Configuration;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Plans;

public sealed class PlanStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly PlanStore store;

    public PlanStoreTests() => store = new PlanStore(new HomeFolder(Path.Combine(folder.Path, "home")));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Create_ANewName_StoresUnderItsSlug()
    {
        var created = store.Create(SamplePlans.Full with { Name = "User data, 2024" });

        Assert.Equal("user-data-2024", created.Id);
        PlanAssert.Equal(created, store.Load("user-data-2024").Value);
    }

    [Fact]
    public void Create_TheSameNameAgain_GetsANumber()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => store.Create(SamplePlans.Minimal).Id);

        Assert.Equal(["users", "users-2", "users-3"], ids);
    }

    [Fact]
    public void Create_ManyAtOnce_GivesEachItsOwnId()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.For(0, 20, _ => ids.Add(store.Create(SamplePlans.Minimal).Id));

        Assert.Equal(20, ids.Distinct().Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), store.Ids());
    }

    [Fact]
    public void Save_AnIdThatIsTaken_IsRefusedAndKeepsTheFile()
    {
        store.Save(SamplePlans.Full, replace: false);

        var refused = Assert.Throws<MigrationException>(() => store.Save(SamplePlans.Minimal, replace: false));

        Assert.Equal(ErrorCodes.PlanExists, refused.Code);
        PlanAssert.Equal(SamplePlans.Full, store.Load("users").Value);
    }

    [Fact]
    public void Save_Replacing_LeavesOneFileAndNoOther()
    {
        store.Save(SamplePlans.Full, replace: false);
        store.Save(SamplePlans.Minimal, replace: true);

        PlanAssert.Equal(SamplePlans.Minimal, store.Load("users").Value);
        Assert.Equal(["users.yaml"], Directory.GetFiles(Path.GetDirectoryName(store.PathOf("users"))!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("usres")]
    [InlineData("../users")]
    [InlineData("")]
    public void Load_AnUnknownId_IsNotFound(string id)
    {
        store.Save(SamplePlans.Minimal, replace: false);

        Assert.Equal(ErrorCodes.PlanNotFound, Assert.Throws<MigrationException>(() => store.Load(id)).Code);
    }

    [Fact]
    public void Load_AFileWithAnotherId_IsAContradiction()
    {
        store.Save(SamplePlans.Minimal, replace: false);
        File.Move(store.PathOf("users"), store.PathOf("people"));

        var problem = Assert.Single(store.Load("people").Problems);

        Assert.Equal(("id", ErrorCodes.PlanContradiction), (problem.Path, problem.Code));
    }

    [Fact]
    public void Load_ABrokenFile_GivesItsProblems()
    {
        folder.File("home/plans/users.yaml", "id: [users");

        var result = store.Load("users");

        Assert.Null(result.Value);
        Assert.Equal(ErrorCodes.PlanSyntax, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void Ids_WithoutAFolder_IsEmpty() => Assert.Empty(store.Ids());

    [Theory]
    [InlineData("user_data_migration", "user_data_migration")]
    [InlineData("  Grün & Co. ", "gr-n-co")]
    [InlineData("🌱", "plan")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    public void PlanId_OfAName_IsAValidId(string name, string expected)
    {
        Assert.Equal(expected, PlanId.Of(name));
        Assert.True(PlanId.IsValid(expected));
    }
}
