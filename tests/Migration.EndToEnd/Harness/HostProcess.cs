using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Migration.EndToEnd.Harness;

/// <summary>A server or worker in a process of its own, ready when its first line says so.</summary>
internal sealed partial class HostProcess
{
    private readonly Process process;

    private HostProcess(Process process, string ready) => (this.process, Ready) = (process, ready);

    /// <summary>The line that it printed when it was ready.</summary>
    public string Ready { get; }

    /// <summary>The address of Temporal's protocol that it said.</summary>
    public string Address => AddressForm().Match(Ready).Value;

    public int Pid => process.Id;

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

    /// <summary>kill -9, and waits until the process is gone. False where it had ended before.</summary>
    public bool Kill()
    {
        if (process.HasExited) return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task<int> TerminateAsync()
    {
        await Processes.SignalAsync(Pid, "TERM");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex AddressForm();
}
