using Migration.Connectors;
using Migration.Connectors.Warehouses;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>Gives the warehouses of a plan the size that it asks for, and puts back what they had.</summary>
public sealed class WarehouseLease(ConnectorCatalog catalog, ClosedExecutions closed)
{
    public Task TakeAsync(ExecutionInput input, CancellationToken cancellation) => OnWarehousesAsync(input, async (warehouse, use) =>
    {
        await warehouse.TakeAsync(use, cancellation);
        return [];
    }, cancellation);

    /// <returns>A sentence for what could not be put back.</returns>
    public Task<IReadOnlyList<string>> GiveBackAsync(ExecutionInput input, CancellationToken cancellation) =>
        OnWarehousesAsync(input, (warehouse, use) => warehouse.GiveBackAsync(use, cancellation), cancellation);

    private async Task<IReadOnlyList<string>> OnWarehousesAsync(ExecutionInput input, Func<IWarehouse, WarehouseUse, Task<IReadOnlyList<string>>> step, CancellationToken cancellation)
    {
        var configuration = input.Plan.Configuration;
        if (!configuration.ChangesWarehouse)
            return [];
        await using var source = await catalog.OpenAsync(input.Plan.SourceDatabase, cancellation);
        await using var target = await catalog.OpenAsync(input.Plan.TargetDatabase, cancellation);
        var use = new WarehouseUse(input.ExecutionId, configuration.WarehouseSize, configuration.SuspendWarehouse, closed.IsClosedAsync);
        var said = new List<string>();
        foreach (var (warehouse, _) in await RentedWarehouses.OfAsync([source, target], cancellation))
            said.AddRange(await step(warehouse, use));
        return said;
    }
}
