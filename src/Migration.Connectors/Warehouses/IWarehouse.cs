using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Warehouses;

/// <summary>The machines that a database's statements run on, where they are rented by time and shared with others.</summary>
public interface IWarehouse
{
    /// <summary>Null where the connection has none, its role sees none, or it has no size by which it is paid.</summary>
    Task<WarehouseOutline?> ReadAsync(CancellationToken cancellation);

    /// <summary>What would keep it from running statements, or from being changed as the configuration asks.</summary>
    /// <param name="path">Where problems of it are reported.</param>
    Task<IReadOnlyList<Problem>> InspectAsync(string path, MigrationConfiguration configuration, CancellationToken cancellation);

    /// <summary>
    /// Notes the execution as a user of the warehouse and gives it the size asked for, unless others use it at a larger one. What it was before the
    /// first of its users is recorded with the change. May be repeated.
    /// </summary>
    Task TakeAsync(WarehouseUse use, CancellationToken cancellation);

    /// <summary>
    /// Strikes the execution out. The last of the users puts the size back and suspends the warehouse if one of them asked for
    /// it. May be repeated; gives a sentence for what could not be put back, as where the warehouse is not seen any more.
    /// </summary>
    Task<IReadOnlyList<string>> GiveBackAsync(WarehouseUse use, CancellationToken cancellation);
}
