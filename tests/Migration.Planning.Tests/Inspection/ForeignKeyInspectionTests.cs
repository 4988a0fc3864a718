using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class ForeignKeyInspectionTests
{
    private const string Shop = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES users);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, user INTEGER REFERENCES users, last INTEGER REFERENCES items);
        CREATE TABLE items (id INTEGER PRIMARY KEY, orderId INTEGER REFERENCES Orders (id));
        CREATE TABLE reviews (item INTEGER REFERENCES items);
        """;

    [Fact]
    public async Task Inspect_SelfAndMutualReferences_GiveWaves()
    {
        using var databases = new Databases(Shop);

        var result = await databases.InspectAsync(Databases.Plan);

        Assert.Equal(["users", "items orders", "reviews"], result.Waves.Select(wave => string.Join(' ', wave)));
        Assert.Equal(["items", "users"], result.Tables.Single(t => t.Table.SourceTable == "orders").DependsOn);
        Assert.Empty(result.Tables.Single(t => t.Table.SourceTable == "users").DependsOn);
    }

    [Fact]
    public async Task Inspect_AReferenceOutOfThePlan_IsAWarning()
    {
        using var databases = new Databases(Shop);

        Assert.Equal(["Warning FOREIGN_KEY_VIOLATED tables[0]"], await databases.ProblemsAsync(Databases.PlanOf(new TableMigration { SourceTable = "reviews" })));
    }

    [Fact]
    public async Task Inspect_AReferenceThatTheTargetHas_IsFine()
    {
        using var databases = new Databases(Shop, "CREATE TABLE items (id INTEGER PRIMARY KEY)");

        Assert.Empty(await databases.ProblemsAsync(Databases.PlanOf(new TableMigration { SourceTable = "reviews" })));
    }

    [Fact]
    public async Task Inspect_AReferenceToAColumnThatIsNotMapped_IsAWarning()
    {
        using var databases = new Databases("CREATE TABLE a (id INTEGER PRIMARY KEY, mail TEXT UNIQUE); CREATE TABLE b (mail TEXT REFERENCES a (mail))");

        Assert.Equal(["Warning SCHEMA_REDUCED tables[0]", "Warning SCHEMA_REDUCED tables[1]"], await databases.ProblemsAsync(Databases.PlanOf(
            new TableMigration { SourceTable = "a", Columns = [new ColumnMapping { SourceColumn = "id" }] },
            new TableMigration { SourceTable = "b" })));
    }

    [Fact]
    public async Task Inspect_AReferenceOfTheTargetAlone_OrdersTheTables()
    {
        using var databases = new Databases(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, z INTEGER); CREATE TABLE z (id INTEGER PRIMARY KEY)",
            "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE a (id INTEGER PRIMARY KEY, z INTEGER REFERENCES parent)");

        var result = await databases.InspectAsync(Databases.PlanOf(
            new TableMigration { SourceTable = "a" },
            new TableMigration { SourceTable = "z", TargetTable = "parent" }));

        Assert.Equal(["z", "a"], result.Waves.Select(wave => string.Join(' ', wave)));
    }
}
