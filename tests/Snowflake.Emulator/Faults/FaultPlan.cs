using System.Collections.Concurrent;

namespace Snowflake.Emulator.Faults;

/// <summary>Faults to come, in order, for each operation. An operation without an order works.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<Operation, ConcurrentQueue<Fault>> _orders = new();

    public void Order(Operation operation, params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults) Queue(operation).Enqueue(fault);
    }

    internal Fault Take(Operation operation) => Queue(operation).TryDequeue(out var fault) ? fault : Fault.None;

    private ConcurrentQueue<Fault> Queue(Operation operation) => _orders.GetOrAdd(operation, _ => new());
}
