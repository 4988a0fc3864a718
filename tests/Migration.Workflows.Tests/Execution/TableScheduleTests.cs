using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Execution;

public sealed class TableScheduleTests
{
    private static readonly PreflightResult Shop = new()
    {
        Tables =
        [
            Outline("customers"),
            Outline("orders", "customers"),
            Outline("notes"),
            Outline("a", "b", "customers"),
            Outline("b", "a"),
        ],
        Waves = [["customers", "notes"], ["a", "b", "orders"]],
    };

    private readonly TableSchedule schedule = new(Shop);

    [Fact]
    public void Startable_NothingStarted_IsFirstOfFirstWave() =>
        Assert.Equal("customers", Next(States()));

    [Fact]
    public void Startable_ReferredTableInWork_StartsIndependentTable() =>
        Assert.Equal("notes", Next(States(("customers", ExecutionStatus.Running))));

    [Fact]
    public void Startable_ReferredTableParked_StartsOnlyWhatDoesNotReferToIt() =>
        Assert.Equal("b", Next(States(
            ("customers", ExecutionStatus.NeedsAttention), ("notes", ExecutionStatus.Completed))));

    [Theory]
    [InlineData(ExecutionStatus.Completed)]
    [InlineData(ExecutionStatus.Skipped)]
    [InlineData(ExecutionStatus.RolledBack)]
    public void Startable_ReferredTableSettled_StartsDependents(ExecutionStatus settled) =>
        Assert.Equal("a", Next(States(("customers", settled), ("notes", ExecutionStatus.Running))));

    [Fact]
    public void Startable_CycleWithinWave_DoesNotBlock() =>
        Assert.Equal("orders", Next(States(
            ("customers", ExecutionStatus.Completed),
            ("notes", ExecutionStatus.Completed),
            ("a", ExecutionStatus.Running),
            ("b", ExecutionStatus.Running))));

    [Fact]
    public void Startable_EverythingSettledOrInWork_IsNone() =>
        Assert.Empty(schedule.Startable(Shop.Tables.Select(table => State(table.Table.SourceTable, ExecutionStatus.Running))));

    [Fact]
    public void RollbackOrder_Always_TakesReferringTablesFirst()
    {
        var order = schedule.RollbackOrder.ToList();
        Assert.True(order.IndexOf("orders") < order.IndexOf("customers"));
        Assert.True(order.IndexOf("a") < order.IndexOf("customers"));
        Assert.Equal(5, order.Count);
    }

    private string Next(IEnumerable<TableState> tables) => schedule.Startable(tables).First();

    private static TableOutline Outline(string name, params string[] references) =>
        new() { Table = new() { SourceTable = name }, DependsOn = references };

    private static TableState State(string name, ExecutionStatus status) => new() { Name = name, Status = status };

    private static IEnumerable<TableState> States(params (string Name, ExecutionStatus Status)[] known)
    {
        var statuses = known.ToDictionary(state => state.Name, state => state.Status, StringComparer.Ordinal);
        return Shop.Tables.Select(table => table.Table.SourceTable)
            .Select(name => State(name, statuses.GetValueOrDefault(name, ExecutionStatus.Pending)));
    }
}
