namespace Snowflake.Benchmarks;

/// <summary>Kills the product at the moments of a file's way, one after the other, in one migration.</summary>
internal sealed class FileStrikes(FileJourney journey, FileWatch watch)
{
    public async Task RunAsync()
    {
        await StrikeAsync("a file is being written", () => watch.Sizes.Values.Any(bytes => bytes > 20_000_000) && watch.Of("PUT").Count == 0);
        await StrikeAsync("a PUT is on its way", () => watch.Of("PUT").Any(put => put.Ended is not null) && FileJourney.OnStage() is > 0 and < 150_000_000);
        var copies = watch.Of("COPY INTO").Count;
        await StrikeAsync("a COPY runs", () => watch.Of("COPY INTO").Skip(copies).Any(copy => copy.Ended is null));
        await StrikeAsync("ranges are moved", () => journey.Count("_migration_ranges") is not ("0" or "1" or "2"));
    }

    private async Task StrikeAsync(string moment, Func<bool> isNow)
    {
        while (!isNow())
        {
            watch.Look();
            await Task.Yield();
        }
        journey.Mover.Kill();
        Console.WriteLine($"  killed while {moment}: {journey.Count("_migration_ranges")} ranges, {FileJourney.OnStage() / 1e6:F1} MB on the stage");
        await journey.Mover.StartAsync();
    }
}
