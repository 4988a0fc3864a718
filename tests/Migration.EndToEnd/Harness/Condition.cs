using System.Diagnostics;

namespace Migration.EndToEnd.Harness;

/// <summary>Waits until something is so. Never for a time alone.</summary>
internal static class Condition
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static async Task<T> EventuallyAsync<T>(string what, Func<Task<T?>> look, TimeSpan? patience = null)
        where T : class
    {
        var limit = patience ?? TimeSpan.FromMinutes(4);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(Interval))
        {
            if (await look() is { } found) return found;
        }

        throw new TimeoutException($"not within {limit}: {what}");
    }

    public static Task EventuallyAsync(string what, Func<bool> isSo, TimeSpan? patience = null) =>
        EventuallyAsync(what, () => Task.FromResult(isSo() ? what : null), patience);
}
