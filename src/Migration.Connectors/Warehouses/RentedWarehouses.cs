namespace Migration.Connectors.Warehouses;

/// <summary>The warehouses of both sides of a plan, each once.</summary>
public static class RentedWarehouses
{
    public static async Task<IReadOnlyList<(IWarehouse Warehouse, WarehouseOutline Outline)>> OfAsync(IEnumerable<IDatabase?> sides, CancellationToken cancellation)
    {
        var found = new List<(IWarehouse Warehouse, WarehouseOutline Outline)>();
        foreach (var warehouse in sides.Select(side => side?.Warehouse).OfType<IWarehouse>())
        {
            if (await warehouse.ReadAsync(cancellation) is { } outline && !found.Exists(other => (other.Outline.Account, other.Outline.Name) == (outline.Account, outline.Name)))
                found.Add((warehouse, outline));
        }
        return found;
    }
}
