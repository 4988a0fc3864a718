using System.Net;
using System.Net.Sockets;

namespace Migration.Conformance;

/// <summary>A network of the tests' own between the product and a server on this machine, which can fail.</summary>
public sealed class LoopbackProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly List<Pair> _pairs = [];
    private volatile bool _isSilent;
    private volatile int _swallowed;

    public LoopbackProxy(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets every connection there is.</summary>
    public void Drop()
    {
        lock (_pairs)
        {
            _pairs.ForEach(pair => pair.Dispose());
            _pairs.Clear();
        }
    }

    /// <summary>The connections there are stay open and carry nothing more.</summary>
    /// <param name="forNewOnes">Those that are made from here on carry nothing either, until <see cref="Mend"/>.</param>
    public void Silence(bool forNewOnes = false)
    {
        _isSilent = forNewOnes;
        lock (_pairs)
            _pairs.ForEach(pair => pair.IsSilent = true);
    }

    /// <summary>Connections that are made from here on carry nothing, until <see cref="Mend"/>; those that there are go on.</summary>
    public void SilenceNewOnes() => _isSilent = true;

    /// <summary>Connections that were made and never carried anything.</summary>
    public int Swallowed => _swallowed;

    public void Mend() => _isSilent = false;

    public void Dispose()
    {
        _listener.Dispose();
        Drop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                Begin(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The proxy was disposed.
        }
    }

    private void Begin(TcpClient client)
    {
        var pair = new Pair(client, new TcpClient()) { IsSilent = _isSilent };
        lock (_pairs)
            _pairs.Add(pair);
        if (pair.IsSilent)
            _swallowed++;
        _ = pair.CarryAsync(_port);
    }

    private sealed class Pair(TcpClient near, TcpClient far) : IDisposable
    {
        private readonly TaskCompletionSource _end = new();

        public volatile bool IsSilent;

        public async Task CarryAsync(int port)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, port);
                await Task.WhenAny(CarryAsync(near, far), CarryAsync(far, near));
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // The server is not there: whoever connected is told by the end below.
            }
            if (IsSilent)
                await _end.Task;
            Dispose();
        }

        public void Dispose()
        {
            _end.TrySetResult();
            foreach (var side in (TcpClient[])[near, far])
            {
                // A reset, as of a machine that knows nothing of the connection.
                side.Client?.Close(0);
                side.Dispose();
            }
        }

        private async Task CarryAsync(TcpClient from, TcpClient to)
        {
            try
            {
                var buffer = new byte[64 * 1024];
                while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
                {
                    if (IsSilent)
                        await _end.Task;
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One end is gone; the other is closed with the pair.
            }
        }
    }
}
