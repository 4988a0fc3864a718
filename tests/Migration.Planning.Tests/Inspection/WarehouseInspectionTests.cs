using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public sealed class WarehouseInspectionTests : IDisposable
{
    private readonly Databases databases = new("CREATE TABLE t(id INTEGER PRIMARY KEY)");

    [Fact]
    public async Task Rejects_WhatIsForWarehouses_WhereThereIsNone() => Assert.Equal(
        ["Error PLAN_UNSUPPORTED configuration.maxCredits", "Error PLAN_UNSUPPORTED configuration.warehouseSize", "Error PLAN_UNSUPPORTED configuration.suspendWarehouse"],
        await databases.ProblemsAsync(Databases.Plan with { Configuration = new() { MaxCredits = 1, WarehouseSize = WarehouseSize.Large, SuspendWarehouse = true } }));

    [Fact]
    public async Task Accepts_ABudgetOfTime_AndEstimatesNoCredits()
    {
        var inspected = await databases.InspectAsync(Databases.Plan with { Configuration = new() { MaxDuration = TimeSpan.FromHours(1) } });

        Assert.True(inspected.IsExecutable);
        Assert.Null(inspected.EstimatedCredits);
        Assert.Equal([CopyRate.Assumption], inspected.Assumptions);
    }

    public void Dispose() => databases.Dispose();
}
