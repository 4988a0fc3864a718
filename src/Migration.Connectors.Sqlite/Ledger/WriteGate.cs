using System.Collections.Concurrent;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>
/// One writer of a file at a time within this process. SQLite would sort it out too, but its busy handler sleeps and
/// is not fair: two tables copied into one file would starve each other.
/// </summary>
internal static class WriteGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> s_gates = new(StringComparer.Ordinal);

    /// <summary>Waits for its turn; disposing gives the gate to who has waited longest.</summary>
    public static IDisposable Enter(string path)
    {
        var gate = s_gates.GetOrAdd(Path.GetFullPath(path), _ => new SemaphoreSlim(1, 1));
        // Asynchronous waiters are served in the order of their coming; blocked ones, and those of a lock, are not.
        gate.WaitAsync().GetAwaiter().GetResult();
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
