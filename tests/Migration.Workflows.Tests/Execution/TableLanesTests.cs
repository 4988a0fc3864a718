using Migration.Core.Checkpoints;

namespace Migration.Workflows.Tests.Execution;

public sealed class TableLanesTests
{
    [Theory]
    [InlineData(1, 4, new[] { 1 })]
    [InlineData(2, 4, new[] { 1, 1 })]
    [InlineData(5, 4, new[] { 3, 2 })]
    [InlineData(9, 4, new[] { 4, 4 })]
    [InlineData(9, 1, new[] { 1, 1 })]
    public void Share_OfLanes_GivesEachOneAndTheRestToWhoComesFirst(int lanes, int parts, int[] expected) =>
        Assert.Equal(expected, TableLanes.Share([.. expected.Select(_ => Table(0, lanes: 0, parts))], lanes).Select(table => table.Lanes));

    [Fact]
    public void Share_OfLanes_GivesNoneMoreThanItHasParts() =>
        Assert.Equal([2, 6], TableLanes.Share([Table(0, 0, parts: 2), Table(0, 0, parts: 9)], 8).Select(table => table.Lanes));

    [Fact]
    public void ToRest_WithAFreeLane_IsTheLeastCompleteThatCanUseIt() =>
        Assert.Equal(30, TableLanes.ToRest([Table(50, 1, 3), Table(30, 1, 3), Table(10, 1, 1)], lanes: 4, isAwaited: false)!.Table.Checkpoint!.Rows);

    [Fact]
    public void ToRest_WithAFreeLaneThatNobodyCanUse_IsNone() =>
        Assert.Null(TableLanes.ToRest([Table(50, 2, 2), Table(10, 1, 1)], lanes: 4, isAwaited: false));

    [Fact]
    public void ToRest_WithNoFreeLane_IsNone() =>
        Assert.Null(TableLanes.ToRest([Table(50, 2, 3), Table(10, 2, 3)], lanes: 4, isAwaited: false));

    [Fact]
    public void ToRest_WhereATableWaits_IsTheMostCompleteOfThoseWithSeveral() =>
        Assert.Equal(50, TableLanes.ToRest([Table(50, 2, 3), Table(10, 2, 3), Table(90, 1, 3)], lanes: 5, isAwaited: true)!.Table.Checkpoint!.Rows);

    [Fact]
    public void ToRest_WhereATableWaitsAndOthersHaveOneLaneEach_IsNone() =>
        Assert.Null(TableLanes.ToRest([Table(50, 1, 3), Table(10, 2, 1)], lanes: 2, isAwaited: true));

    [Theory]
    [InlineData(0, 2, 1)]
    [InlineData(39_999, 2, 1)]
    [InlineData(40_000, 2, 2)]
    [InlineData(10_000_000, 2, 8)]
    [InlineData(long.MaxValue, 64, 256)]
    public void ShardCount_GrowsWithTheTable_AsFarAsLanesCanUseIt(long rows, int lanes, int shards) =>
        Assert.Equal(shards, ShardCount.Of(rows, lanes));

    private static TableLanes Table(long rows, int lanes, int parts) => new(
        new() { Name = "t", RowsTotal = 100, Checkpoint = new Checkpoint("t#1", "t", "k", rows, 0, 1, DateTimeOffset.UnixEpoch) }, lanes, parts);
}
