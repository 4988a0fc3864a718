using Migration.Connectors.Warehouses;
using Migration.Core.Plans;

namespace Migration.Planning.Tests.Estimates;

public class WarehouseEstimateTests
{
    [Theory]
    [InlineData(WarehouseSize.XSmall, WarehouseSize.Unchanged, 3600, 1)]
    [InlineData(WarehouseSize.Medium, WarehouseSize.Unchanged, 1800, 2)]
    [InlineData(WarehouseSize.Medium, WarehouseSize.X6Large, 3600, 512)]
    [InlineData(WarehouseSize.XSmall, WarehouseSize.XLarge, 1, 0.2667)]
    public void Credits_FollowSizeAndTime_AMinuteAtLeast(WarehouseSize size, WarehouseSize asked, int seconds, double credits) =>
        Assert.Equal((decimal)credits, WarehouseEstimate.Of(Outline(size), asked, TimeSpan.FromSeconds(seconds)).Credits);

    [Fact]
    public void Credits_CountClustersAndTheKind() =>
        Assert.Equal(8.1m, WarehouseEstimate.Of(Outline(WarehouseSize.Small) with { Clusters = 3, Factor = 1.35m }, WarehouseSize.Unchanged, TimeSpan.FromHours(1)).Credits);

    private static WarehouseOutline Outline(WarehouseSize size) => new("account", "LOAD") { Size = size };
}
