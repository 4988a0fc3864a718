using System.Diagnostics;
using System.Globalization;

namespace Temporal.Benchmarks;

/// <summary>A <see cref="Part"/> in its process.</summary>
internal sealed class PartProcess : IAsyncDisposable
{
    private readonly Process process;

    private PartProcess(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    public static async Task<PartProcess> StartAsync(string role, string place)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [role, place])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the {role} did not start"));
    }

    /// <summary>Processor time so far, in seconds.</summary>
    public double ProcessorSeconds()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>How often its server has waited for the disk so far.</summary>
    public async Task<long> FlushesAsync()
    {
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
        return long.Parse(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server ended"), CultureInfo.InvariantCulture);
    }

    /// <summary>Resident memory in MB: now (<c>VmRSS</c>) or at its peak (<c>VmHWM</c>).</summary>
    public double Megabytes(string field) => double.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture) / 1000;

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
