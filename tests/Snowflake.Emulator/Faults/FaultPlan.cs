using System.Collections.Concurrent;
using Snowflake.Emulator.Log;

namespace Snowflake.Emulator.Faults;

/// <summary>Faults to come, in order, for each operation, and those of chance.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<Operation, ConcurrentQueue<Fault>> _orders = new();

    public void Order(Operation operation, params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults) Queue(operation).Enqueue(fault);
    }

    /// <summary>What goes wrong with a request for whose operation nothing is ordered; asked for each, by several threads.</summary>
    public Func<LoggedRequest, Fault> Otherwise { get; set; } = _ => Fault.None;

    internal Fault Take(LoggedRequest request) => Queue(request.Operation).TryDequeue(out var fault) ? fault : Otherwise(request);

    private ConcurrentQueue<Fault> Queue(Operation operation) => _orders.GetOrAdd(operation, _ => new());
}
