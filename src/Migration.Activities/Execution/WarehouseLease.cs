using Migration.Connectors;
using Migration.Connectors.Warehouses;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>Gives the warehouses of a plan the size that it asks for, and puts back what they had.</summary>
public sealed class WarehouseLease(ConnectorCatalog catalog, ClosedExecutions closed)
{
    public Task TakeAsync(ExecutionInput input, CancellationToken cancellation) => OnWarehousesAsync(input, async (sides, use) =>
    {
        foreach (var (warehouse, _) in await RentedWarehouses.OfAsync(sides, cancellation))
            await warehouse.TakeAsync(use, cancellation);
        return [];
    }, cancellation);

    /// <returns>A sentence for what could not be put back.</returns>
    public Task<IReadOnlyList<string>> GiveBackAsync(ExecutionInput input, CancellationToken cancellation) =>
        OnWarehousesAsync(input, async (sides, use) =>
        {
            var said = new List<string>();
            foreach (var (warehouse, _) in await RentedWarehouses.OfAsync(sides, cancellation))
                said.AddRange(await warehouse.GiveBackAsync(use, cancellation));
            foreach (var warehouse in await RentedWarehouses.UnseenAsync(sides, cancellation))
                said.AddRange(await warehouse.GiveBackAsync(use, cancellation));
            return said;
        }, cancellation);

    private async Task<IReadOnlyList<string>> OnWarehousesAsync(ExecutionInput input, Func<IReadOnlyList<IDatabase>, WarehouseUse, Task<IReadOnlyList<string>>> step, CancellationToken cancellation)
    {
        var configuration = input.Plan.Configuration;
        if (!configuration.ChangesWarehouse)
            return [];
        await using var source = await catalog.OpenAsync(input.Plan.SourceDatabase, cancellation);
        await using var target = await catalog.OpenAsync(input.Plan.TargetDatabase, cancellation);
        var use = new WarehouseUse(input.ExecutionId, configuration.WarehouseSize, configuration.SuspendWarehouse, closed.IsClosedAsync);
        return await step([source, target], use);
    }
}
