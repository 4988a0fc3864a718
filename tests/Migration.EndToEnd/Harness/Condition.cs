using System.Diagnostics;

namespace Migration.EndToEnd.Harness;

/// <summary>Waits until something is so. Never for a time alone.</summary>
internal static class Condition
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <param name="interval">Between two looks; 5 ms unless told. One that starts a process should be longer.</param>
    public static async Task<T> EventuallyAsync<T>(string what, Func<Task<T?>> look, TimeSpan? interval = null)
        where T : class
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(interval ?? TimeSpan.FromMilliseconds(5)))
        {
            if (await look() is { } found) return found;
        }

        throw new TimeoutException($"not within {Patience}: {what}");
    }

    public static Task EventuallyAsync(string what, Func<bool> isSo) => EventuallyAsync(what, () => Task.FromResult(isSo() ? what : null));
}
