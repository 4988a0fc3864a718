using Migration.Cli.Errors;

namespace Migration.Cli.Hosting;

/// <summary>Finds the host of a home or starts it in the background. Two commands at the same moment end up with one host.</summary>
internal sealed class HostStarter(HostFiles files, IHostProcess process, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>The host, ready, and whether this call started it.</summary>
    public async Task<(HostState Host, bool Started)> EnsureAsync(HostRequest request, CancellationToken cancel)
    {
        // Before looking: a host that is about to end for want of work sees the mark and stays, or is seen to be gone.
        files.MarkUse();
        if (files.Running() is { } running)
            return (running, false);
        using var turn = await HostLock.TakeAsync(files.StartLock, Patience, clock, cancel)
            ?? throw new CliException(CliErrorCodes.HostFailed, "Another command has been starting the host for a minute", Look);
        if (files.Running() is { } started)
            return (started, false);
        var pid = await process.StartAsync(request.Words, files.Output, cancel);
        return (await ReadyAsync(pid, cancel), true);
    }

    private async Task<HostState> ReadyAsync(int pid, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Patience)
        {
            if (files.Running() is { } ready)
                return ready;
            if (!HostProcess.IsAlive(pid))
                throw new CliException(CliErrorCodes.HostFailed, $"The embedded host ended while starting: {LastWords()}", Look);
            await Task.Delay(PollInterval, clock, cancel);
        }
        throw new CliException(CliErrorCodes.HostFailed, $"The embedded host (pid {pid}) was not ready within a minute", Look);
    }

    private string LastWords() =>
        File.Exists(files.Output) ? File.ReadLines(files.Output).LastOrDefault(line => line.Length > 0) ?? "it said nothing" : "it said nothing";

    private string Look => $"Look into {files.Logs}.";
}
