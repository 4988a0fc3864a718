using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Temporal.Benchmarks;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    private const int Syncs = 200;

    /// <param name="folder">The disk of the server's file.</param>
    public static string Describe(string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, fsync of 8 kB {SyncMilliseconds(folder):N1} ms.");

    /// <summary>The floor of every durable commit: the median time to append a page or two and flush them.</summary>
    private static double SyncMilliseconds(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var page = new byte[8192];
        var times = new List<double>();
        for (var i = 0; i < Syncs; i++)
        {
            var clock = Stopwatch.StartNew();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[Syncs / 2];
    }
}
