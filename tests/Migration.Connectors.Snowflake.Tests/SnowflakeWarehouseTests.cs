using Migration.Conformance;
using Migration.Connectors.Snowflake.Warehouses;
using Migration.Connectors.Warehouses;
using Migration.Core.Plans;
using Snowflake.Emulator.Sql.Account;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A warehouse is changed by those who use it, and put back by the last of them.</summary>
public sealed class SnowflakeWarehouseTests
{
    private static readonly HashSet<string> s_over = ["gone"];

    [SkippableFact]
    public async Task Size_OfOneExecution_IsPutBack_HoweverOftenAStepRuns()
    {
        await using var rented = await RentAsync("W_ONE", new("W_ONE") { Comment = "of finance" });

        await rented.TakeAsync("a", WarehouseSize.Large);
        await rented.TakeAsync("a", WarehouseSize.Large);
        Assert.Equal(("LARGE", "of finance [snowflake-deploy: XSMALL before, LARGE now, used by a]"), rented.State);

        await rented.GiveBackAsync("a");
        await rented.GiveBackAsync("a");
        Assert.Equal(("XSMALL", "of finance"), rented.State);
    }

    [SkippableFact]
    public async Task Size_OfTwoExecutions_IsPutBackByTheLast()
    {
        await using var rented = await RentAsync("W_TWO", new("W_TWO") { Size = "SMALL" });

        await rented.TakeAsync("a", WarehouseSize.XLarge);
        await rented.TakeAsync("b", WarehouseSize.Medium, suspends: true);
        Assert.Equal("XLARGE", rented.State.Size);
        await rented.GiveBackAsync("a");
        Assert.Equal(("XLARGE", " [snowflake-deploy: SMALL before, XLARGE now, used by b, then suspended]"), rented.State);
        Assert.True(rented.IsStarted);
        await rented.GiveBackAsync("b");

        Assert.Equal(("SMALL", ""), rented.State);
        Assert.False(rented.IsStarted);
    }

    [SkippableFact]
    public async Task Execution_ThatIsOver_HoldsNothingUp()
    {
        await using var rented = await RentAsync("W_OVER", new("W_OVER"));

        await rented.TakeAsync("gone", WarehouseSize.XXLarge);
        await rented.TakeAsync("b", WarehouseSize.Unchanged);
        Assert.Equal(("XSMALL", " [snowflake-deploy: XSMALL before, XSMALL now, used by b]"), rented.State);
        await rented.GiveBackAsync("b");

        Assert.Equal(("XSMALL", ""), rented.State);
    }

    [SkippableFact]
    public async Task Size_ThatAPersonGave_Stays_AndIsTold()
    {
        await using var rented = await RentAsync("W_MANUAL", new("W_MANUAL"));
        await rented.TakeAsync("a", WarehouseSize.Large);
        rented.Resize("MEDIUM");

        Assert.Contains("somebody changed it from LARGE", Assert.Single(await rented.GiveBackAsync("a")), StringComparison.Ordinal);
        Assert.Equal(("MEDIUM", ""), rented.State);
    }

    [SkippableFact]
    public async Task Warehouse_ThatIsNotSeenAnyMore_IsTold_WithTheStatementThatPutsItBack()
    {
        await using var rented = await RentAsync("W_LOST", new("W_LOST"));
        await rented.TakeAsync("a", WarehouseSize.Large);
        rented.Hide();

        var told = Assert.Single(await rented.GiveBackAsync("a"));

        Assert.Contains("ALTER WAREHOUSE \"W_LOST\" SET WAREHOUSE_SIZE", told, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Warehouse_ThatWouldNotResume_IsNotSuspended()
    {
        await using var rented = await RentAsync("W_MANNED", new("W_MANNED") { AutoResumes = false });
        await rented.TakeAsync("a", WarehouseSize.Unchanged, suspends: true);

        Assert.Single(await rented.GiveBackAsync("a"));
        Assert.True(rented.IsStarted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a [note]")]
    public void Record_IsReadAsItWasWritten(string comment)
    {
        var record = new UseRecord(WarehouseSize.X4Large, WarehouseSize.XSmall, ["plan-1", "od]d, id"], Suspends: true);

        var (read, rest) = UseRecord.Of(comment + record);

        Assert.True(record.Says(read));
        Assert.Equal((comment, 2), (rest, read!.Users.Count));
        Assert.Null(UseRecord.Of(comment).Record);
    }

    private static async Task<Rented> RentAsync(string name, Warehouse warehouse)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        var databases = new TestDatabases();
        SnowflakeAccount.Shared.Engine.Warehouses.Put(warehouse);
        databases.Snowflake("target", more: $"warehouse={name}");
        return new(databases, await databases.Catalog.OpenAsync("target", CancellationToken.None), name);
    }

    private sealed class Rented(TestDatabases databases, IDatabase database, string name) : IAsyncDisposable
    {
        public (string Size, string Comment) State => (Warehouse.Size, Warehouse.Comment);

        public bool IsStarted => Warehouse.IsStarted;

        private static AccountWarehouses All => SnowflakeAccount.Shared.Engine.Warehouses;

        private Warehouse Warehouse => All[name];

        public void Hide() => All.Remove(name);

        public void Resize(string size) => All.Put(Warehouse with { Size = size });

        public Task TakeAsync(string execution, WarehouseSize size, bool suspends = false) =>
            database.Warehouse!.TakeAsync(Use(execution, size, suspends), CancellationToken.None);

        public Task<IReadOnlyList<string>> GiveBackAsync(string execution) =>
            database.Warehouse!.GiveBackAsync(Use(execution, WarehouseSize.Unchanged, suspends: false), CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            databases.Dispose();
        }

        private static WarehouseUse Use(string execution, WarehouseSize size, bool suspends) => new(execution, size, suspends, (other, _) => Task.FromResult(s_over.Contains(other)));
    }
}
