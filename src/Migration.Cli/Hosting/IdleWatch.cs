using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Hosting;

/// <summary>Ends a background host when nothing runs and nobody has asked for a while. What is paused or waits is durable and needs no host.</summary>
internal sealed class IdleWatch(CliSession session, HostState state, TimeSpan timeout)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancel)
    {
        var clock = session.Environment.Clock;
        var pause = timeout / 4 < LongestPause ? timeout / 4 : LongestPause;
        var activity = new MigrationActivity(new MigrationClient(await MigrationConnection.ConnectAsync(state.Address, new()), clock));
        var lastWork = clock.GetUtcNow();
        while (await PauseAsync(pause, cancel))
        {
            if (await activity.IsGoingOnAsync(cancel))
                lastWork = clock.GetUtcNow();
            else if (IdleSince(lastWork) && Leave())
                return;
        }
    }

    /// <summary>False when the host was asked to end meanwhile.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, session.Environment.Clock, cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private bool IdleSince(DateTimeOffset lastWork)
    {
        var lastUse = session.Host.LastUseAt();
        var last = lastUse > lastWork ? lastUse : lastWork;
        return session.Environment.Clock.GetUtcNow() - last >= timeout;
    }

    /// <summary>
    /// A command marks its use before it looks for a host. So once the state is gone, either the command finds no host,
    /// or its mark is found here and the host stays.
    /// </summary>
    private bool Leave()
    {
        File.Delete(session.Host.State);
        if (IdleSince(DateTimeOffset.MinValue))
            return true;
        state.Write(session.Host.State);
        return false;
    }
}
