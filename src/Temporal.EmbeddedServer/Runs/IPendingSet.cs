namespace Temporal.EmbeddedServer.Runs;

/// <summary>What storage sees of a <see cref="PendingSet{T}"/>.</summary>
internal interface IPendingSet
{
    string Kind { get; }

    void Load(string id, byte[] record);

    /// <summary>The changes since the last call; a null record means removed.</summary>
    IEnumerable<(string Id, byte[]? Record)> TakeChanges();
}
