using System.Collections.Concurrent;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>
/// One writer of a file at a time within this process. SQLite would sort it out too, but its busy handler sleeps and
/// is not fair: two tables copied into one file would starve each other.
/// </summary>
internal static class WriteGate
{
    private static readonly ConcurrentDictionary<string, Lock> s_gates = new(StringComparer.Ordinal);

    public static Lock Of(string path) => s_gates.GetOrAdd(Path.GetFullPath(path), _ => new Lock());
}
