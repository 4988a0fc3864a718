using Migration.Core.Configuration;

namespace Migration.Cli.Hosting;

/// <summary>The files of the embedded host in a home folder.</summary>
internal sealed record HostFiles(HomeFolder Home)
{
    /// <summary>Held by the host while it runs.</summary>
    public string Lock => Home.HostLock;

    /// <summary>Held by a command while it starts a host, so that two commands start one.</summary>
    public string StartLock => Path.Combine(Home.Root, "host.start.lock");

    public string State => Home.HostState;

    /// <summary>Touched by every command that uses the host; its age is how long nobody asked.</summary>
    public string LastUse => Path.Combine(Home.Root, "host.used");

    public string Logs => Home.Logs;

    /// <summary>What a background host writes before its log is open, and if it dies.</summary>
    public string Output => Path.Combine(Logs, "host.out");

    /// <summary>The host that runs here, or null. What a killed host left behind counts for nothing, not even while its successor starts.</summary>
    public HostState? Running() =>
        HostLock.IsHeld(Lock) && HostState.Read(State) is { } state && HostProcess.IsAlive(state.Pid) ? state : null;

    public void MarkUse() => File.WriteAllText(LastUse, "");

    public DateTimeOffset LastUseAt() => new(File.GetLastWriteTimeUtc(LastUse), TimeSpan.Zero);
}
