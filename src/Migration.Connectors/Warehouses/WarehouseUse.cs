using Migration.Core.Plans;

namespace Migration.Connectors.Warehouses;

/// <summary>How one execution uses a warehouse.</summary>
/// <param name="IsOver">Whether another execution has ended without a word, by its id: it is struck out.</param>
public sealed record WarehouseUse(string ExecutionId, WarehouseSize Size, bool Suspends, Func<string, CancellationToken, Task<bool>> IsOver);
