using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Migration.EndToEnd.Harness;

namespace Temporal.Faults;

/// <summary>A server and a worker in processes of their own, started again after each death.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-faults-").FullName;

    /// <summary>
    /// Bound and never listening, it keeps the server's port for the next server: without it another process may get the
    /// port while no server has it, or a client's attempt to connect may get it and connect to itself.
    /// </summary>
    private readonly Socket port = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private HostProcess server = null!;
    private HostProcess worker = null!;

    public string Address => server.Address;

    public static async Task<Fleet> StartAsync()
    {
        var fleet = new Fleet();
        try
        {
            fleet.port.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            fleet.port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            fleet.server = await fleet.LaunchServerAsync();
            fleet.worker = await fleet.LaunchAsync("worker", fleet.Address);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9 to the server, and another one takes over its file and port.</summary>
    public async Task KillServerAsync()
    {
        Assert.True(server.Kill(), "the server had ended before it was killed");
        server = await LaunchServerAsync();
    }

    public async Task KillWorkerAsync()
    {
        Assert.True(worker.Kill(), "the worker had ended before it was killed");
        worker = await LaunchAsync("worker", Address);
    }

    public ValueTask DisposeAsync()
    {
        worker?.Kill();
        server?.Kill();
        port.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<HostProcess> LaunchServerAsync() =>
        LaunchAsync("server", Path.Combine(folder, "temporal.db"), $"{((IPEndPoint)port.LocalEndPoint!).Port}");

    private Task<HostProcess> LaunchAsync(params string[] words) => HostProcess.StartAsync(
        new ProcessStartInfo("dotnet", [typeof(Fleet).Assembly.Location, .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
}
