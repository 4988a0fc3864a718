using System.Diagnostics;

namespace Migration.EndToEnd;

/// <summary>A server or worker in a process of its own, ready when its first line says so.</summary>
internal sealed class HostProcess
{
    private readonly Process process;

    private HostProcess(Process process, string ready) => (this.process, Ready) = (process, ready);

    /// <summary>The line that it printed when it was ready.</summary>
    public string Ready { get; }

    public bool HasExited => process.HasExited;

    public static async Task<HostProcess> StartAsync(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lock (errors) errors.Add(text); };
        process.BeginErrorReadLine();
        var ready = await process.StandardOutput.ReadLineAsync();
        Assert.True(ready is not null, $"the host ended before it was ready: {string.Join('\n', errors)}");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new HostProcess(process, ready!);
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public void Kill()
    {
        if (process.HasExited) return;
        process.Kill();
        process.WaitForExit();
    }
}
