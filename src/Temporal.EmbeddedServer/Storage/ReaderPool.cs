using System.Collections.Concurrent;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Connections that read what is committed, beside the writer.</summary>
internal sealed class ReaderPool(Database database) : IDisposable
{
    private readonly ConcurrentBag<Reader> idle = [];

    public T Read<T>(Func<Reader, T> body)
    {
        if (!idle.TryTake(out var reader))
        {
            reader = new Reader(database.OpenReader());
        }

        try
        {
            return body(reader);
        }
        finally
        {
            idle.Add(reader);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
