namespace Migration.Connectors;

/// <summary>Counts the statements that a step sends to its databases. Safe for concurrent use.</summary>
public sealed class StatementCounter
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
