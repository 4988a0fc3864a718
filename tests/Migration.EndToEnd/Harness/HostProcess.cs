using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Migration.EndToEnd.Harness;

/// <summary>A server or worker in a process of its own, ready when its first line says so.</summary>
internal sealed partial class HostProcess
{
    private readonly Process process;
    private readonly List<string> said = [];
    private readonly TaskCompletionSource<string?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            first.TrySetResult(line.Data);
            Keep(line.Data);
        };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The line that it printed when it was ready.</summary>
    public string Ready { get; private set; } = "";

    /// <summary>All that it printed.</summary>
    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    /// <summary>The address of Temporal's protocol that it said.</summary>
    public string Address => AddressForm().Match(Ready).Value;

    public int Pid => process.Id;

    public bool HasExited => process.HasExited;

    public static async Task<HostProcess> StartAsync(ProcessStartInfo start)
    {
        var host = new HostProcess(Process.Start(start)!);
        var ready = await host.first.Task;
        Assert.True(ready is not null, $"the host ended before it was ready: {host.Said}");
        host.Ready = ready!;
        return host;
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

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex AddressForm();
}
