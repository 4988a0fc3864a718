using Npgsql;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>
/// Gives up a call over a connection that carries nothing any more: a firewall forgot it, or the machine is gone. A
/// statement may lawfully be silent for hours, so after a while without a byte the server is asked over another
/// connection. Where it works on nothing for this one, or can't be asked, it is asked once more after a pause, for one
/// slow answer is no death. Then the call is ended, and so is the session, whose locks would else outlive it.
/// </summary>
internal sealed class SilenceWatch(PostgresOptions options)
{
    private const string Idle = "state LIKE 'idle%' OR wait_event_type IS NOT DISTINCT FROM 'Client'";

    private static readonly TimeSpan s_ending = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_secondThought = TimeSpan.FromSeconds(5);

    private NpgsqlConnection? _connection;
    private int _process;
    private long _heard;

    /// <param name="process">The session's process at the server, by its own word: what a pooler tells is another one.</param>
    public void Begin(NpgsqlConnection connection, int process) => (_connection, _process) = (connection, process);

    /// <summary>A call that was given up did not end: nothing can be had of its connection, not even its end.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Something came or went: a call of many parts is not silent.</summary>
    public void Heard() => Volatile.Write(ref _heard, _heard + 1);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Not disposed: a call that was given up may still use it. And not linked: Npgsql asks the server to cancel, over
        // a connection that may be silent as well, in the thread of whoever cancels.
        var givingUp = new CancellationTokenSource();
        await using var cancelled = cancellation.UnsafeRegister(static source => Task.Run(((CancellationTokenSource)source!).Cancel), givingUp);
        var running = call(givingUp.Token);
        while (!running.IsCompleted)
        {
            var heard = Volatile.Read(ref _heard);
            await EndAsync(running, options.SilenceLimit);
            if (await IsDeadAsync(running, heard))
                await GiveUpAsync(givingUp, running);
        }
        return await running;
    }

    private async Task<bool> IsDeadAsync(Task running, long heard)
    {
        if (!IsSilent(running, heard) || await WorksAsync(endsIdle: false))
            return false;
        await EndAsync(running, options.SilenceLimit < s_secondThought ? options.SilenceLimit : s_secondThought);
        return IsSilent(running, heard) && !await WorksAsync(endsIdle: true) && IsSilent(running, heard);
    }

    private async Task GiveUpAsync(CancellationTokenSource givingUp, Task running)
    {
        // Npgsql first asks the server to cancel, over a connection that may be as silent, and waits for it.
        _ = Task.Run(givingUp.Cancel, CancellationToken.None);
        await EndAsync(running, s_ending);
        IsAbandoned = !running.IsCompleted;
        if (!running.IsCompletedSuccessfully)
            throw new TimeoutException($"nothing came for {options.SilenceLimit.TotalSeconds:0.#} s, and the server works on nothing for this connection");
    }

    private static async Task EndAsync(Task running, TimeSpan within) =>
        await ((Task)Task.WhenAny(running)).WaitAsync(within).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private bool IsSilent(Task running, long heard) => _connection is not null && !running.IsCompleted && heard == Volatile.Read(ref _heard);

    /// <summary>Whether the server works for the session.</summary>
    /// <param name="endsIdle">A session that only waits for us is ended.</param>
    private async Task<bool> WorksAsync(bool endsIdle)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Host = _connection!.Host, Port = _connection.Port, Pooling = false };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.Timeout));
        try
        {
            await using var other = new NpgsqlConnection(settings.ConnectionString);
            await other.OpenAsync(patience.Token);
            await using var command = new NpgsqlCommand(
                $"SELECT CASE WHEN {Idle} THEN {(endsIdle ? "NOT pg_terminate_backend(pid)" : "false")} ELSE true END FROM pg_stat_activity WHERE pid = $1", other) { Parameters = { new() { Value = _process } } };
            return await command.ExecuteScalarAsync(patience.Token) is true;
        }
        catch (PostgresException)
        {
            // It answers, and does not take another connection: that says nothing of this one.
            return true;
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
