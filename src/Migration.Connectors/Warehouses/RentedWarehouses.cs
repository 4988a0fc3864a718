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

    /// <summary>Those that are not seen, or have no size: one of them may have been seen before.</summary>
    public static async Task<IReadOnlyList<IWarehouse>> UnseenAsync(IEnumerable<IDatabase?> sides, CancellationToken cancellation)
    {
        var unseen = new List<IWarehouse>();
        foreach (var warehouse in sides.Select(side => side?.Warehouse).OfType<IWarehouse>())
        {
            if (await warehouse.ReadAsync(cancellation) is null)
                unseen.Add(warehouse);
        }
        return unseen;
    }
}
