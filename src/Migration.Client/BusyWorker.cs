using Migration.Core.Errors;
using Temporalio.Exceptions;

namespace Migration.Client;

/// <summary>
/// A worker that gets no processor for two seconds takes itself for stuck and fails the query. Nobody else tries that
/// again, as Temporal does a task, so it is done here.
/// </summary>
internal static class BusyWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="query">Its failures are translated.</param>
    public static async Task<T> OutlastAsync<T>(Func<Task<T>> query, TimeProvider clock, CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); ;)
        {
            try
            {
                return await query();
            }
            catch (MigrationException busy) when (busy is { IsTransient: true, InnerException: WorkflowQueryFailedException }
                && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, clock, cancel);
            }
        }
    }
}
