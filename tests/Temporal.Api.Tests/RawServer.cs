using System.Net;
using System.Net.Sockets;

namespace Temporal.Api.Tests;

/// <summary>One side of an HTTP/2 connection, spoken frame by frame, for what no real server does on demand.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public RawServer() => listener.Start();

    public string Address => listener.LocalEndpoint.ToString()!;

    /// <summary>Takes the next connection up to its first request.</summary>
    public async Task<RawConnection> AcceptAsync()
    {
        var connection = new RawConnection(await listener.AcceptTcpClientAsync());
        await connection.GreetAsync();
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
