using System.Runtime.InteropServices;
using Migration.Cli.Errors;

namespace Migration.Cli.Hosting;

/// <summary>Asks the host of a home to end, and waits until it has: batches in flight commit first.</summary>
internal sealed partial class HostStopper(HostFiles files, TimeProvider clock)
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>The host that was stopped, or null where none ran.</summary>
    public async Task<HostState?> StopAsync(CancellationToken cancel)
    {
        if (files.Running() is not { } host)
            return null;
        _ = Kill(host.Pid, Sigterm);
        var start = clock.GetTimestamp();
        while (HostLock.IsHeld(files.Lock))
        {
            if (clock.GetElapsedTime(start) > Patience)
            {
                throw new CliException(
                    CliErrorCodes.HostFailed,
                    $"The host (pid {host.Pid}) was asked to end and has not within a minute",
                    $"Look into {files.Logs}; `kill -9 {host.Pid}` ends it and loses nothing.");
            }
            await Task.Delay(PollInterval, clock, cancel);
        }
        return host;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
