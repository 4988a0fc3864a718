using System.Diagnostics;
using Migration.EndToEnd.Harness;

namespace Temporal.Faults;

/// <summary>A server and a worker in processes of their own, started again after each death.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-faults-").FullName;
    private HostProcess server = null!;
    private HostProcess worker = null!;

    public string Address => server.Address;

    public static async Task<Fleet> StartAsync()
    {
        var fleet = new Fleet();
        try
        {
            fleet.server = await fleet.LaunchAsync("server", Path.Combine(fleet.folder, "temporal.db"), "0");
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
        var address = server.Address;
        Assert.True(server.Kill(), "the server had ended before it was killed");
        server = await LaunchAsync("server", Path.Combine(folder, "temporal.db"), address.Split(':')[1]);
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
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<HostProcess> LaunchAsync(params string[] words) => HostProcess.StartAsync(
        new ProcessStartInfo("dotnet", [typeof(Fleet).Assembly.Location, .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
}
