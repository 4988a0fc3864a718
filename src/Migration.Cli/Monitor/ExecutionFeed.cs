using System.Runtime.CompilerServices;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Configuration;
using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Cli.Monitor;

/// <summary>Views of one execution until it settles. A host that dies meanwhile is started again: the execution goes on where it was.</summary>
internal sealed class ExecutionFeed(CliSession session, MigrationClient client, string executionId)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly RateMeter _meter = new(session.Environment.Clock);
    private MigrationClient _client = client;

    public async IAsyncEnumerable<ExecutionView> WatchAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancel)
    {
        var wasSettled = false;
        while (true)
        {
            var view = _meter.Measure(await TryAsync(current => current.GetAsync(executionId, cancel), cancel));
            yield return view;
            if (view.Settled && (!view.Open || view.Status != ExecutionStatus.NeedsAttention || wasSettled))
                yield break;
            // A table that needs a person may leave others to go on in a moment: only two looks in a row tell.
            wasSettled = view.Settled;
            if (session.Deployment.Temporal.Mode == TemporalMode.Embedded)
                session.Host.MarkUse();
            await Task.Delay(wasSettled ? Pause : interval, session.Environment.Clock, cancel);
        }
    }

    public Task<ExecutionView> FinalAsync(CancellationToken cancel) =>
        TryAsync(current => current.GetDetailedAsync(executionId, cancel), cancel);

    private async Task<ExecutionView> TryAsync(Func<MigrationClient, Task<ExecutionView>> read, CancellationToken cancel)
    {
        var clock = session.Environment.Clock;
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await read(_client);
            }
            catch (MigrationException error) when (error.IsTransient && clock.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, clock, cancel);
                _client = await ReopenAsync(cancel);
            }
        }
    }

    private async Task<MigrationClient> ReopenAsync(CancellationToken cancel)
    {
        try
        {
            return await MigrationConnection.OpenAsync(session, cancel);
        }
        catch (MigrationException error) when (error.Code == ErrorCodes.ServerUnreachable)
        {
            return _client;
        }
    }
}
