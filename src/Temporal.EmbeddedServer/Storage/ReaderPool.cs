using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Connections that read what is committed, beside the writer.</summary>
internal sealed class ReaderPool(Database database) : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> idle = [];

    public T Read<T>(Func<SqliteConnection, T> body)
    {
        if (!idle.TryTake(out var connection))
        {
            connection = database.OpenReader();
        }

        try
        {
            return body(connection);
        }
        finally
        {
            idle.Add(connection);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
