using System.Globalization;
using Snowflake.Emulator.Log;

namespace Snowflake.Benchmarks;

/// <summary>Looks at the files that the product writes while it writes them, and at what it asks of the account for each.</summary>
internal sealed class FileWatch(FileJourney journey)
{
    private readonly SortedDictionary<string, long> _sizes = new(StringComparer.Ordinal);

    /// <summary>The largest that each file was, by its name.</summary>
    public IReadOnlyDictionary<string, long> Sizes => _sizes;

    public IReadOnlyList<LoggedExecution> Of(string beginning) => [.. journey.Account.Emulator.Log.Executions.Where(run => run.Text.StartsWith(beginning, StringComparison.Ordinal))];

    public async Task RunAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            Look();
            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }
    }

    public void Look()
    {
        foreach (var file in new DirectoryInfo(journey.Mover.Temporary).EnumerateFiles("*.json.gz", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
        {
            file.Refresh();
            if (file.Exists)
                _sizes[file.Name] = Math.Max(_sizes.GetValueOrDefault(file.Name), file.Length);
        }
    }

    public void Print(double seconds)
    {
        var (puts, copies) = (Of("PUT"), Of("COPY INTO"));
        if (puts.Count == 0)
            throw new InvalidOperationException("No file was put: the driver of this build has no PUT.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{journey.Rows:N0} rows, {seconds:F0} s until validated, {journey.Rows / seconds:N0} rows/s; peak memory of the product {journey.Mover.PeakMemory:F0} MB; {puts.Count} PUT, {copies.Count} COPY, {journey.Count("_migration_ranges")} ranges"));
        foreach (var (name, bytes) in Sizes)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {bytes / 1e6:F1} MB"));
        foreach (var copy in copies)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  COPY of {(copy.Ended - copy.Started)?.TotalSeconds:F1} s"));
    }
}
