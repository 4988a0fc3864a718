using Migration.Core.Errors;

namespace Migration.Client;

/// <summary>
/// A worker that gets no processor for two seconds takes itself for stuck and fails the query; one that died with the
/// query in hand never answers. Nobody else tries a query again, as Temporal does a task, so it is done here.
/// </summary>
internal static class PatientQuery
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="query">One attempt, with a time limit of its own; its failures are translated.</param>
    public static async Task<T> AskAsync<T>(Func<Task<T>> query, TimeProvider clock, CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); ;)
        {
            try
            {
                return await query();
            }
            catch (MigrationException unanswered) when (RpcFailures.MayBeAnsweredLater(unanswered)
                && !cancel.IsCancellationRequested
                && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, clock, cancel);
            }
        }
    }
}
