using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Examples;

/// <summary>The example in TypeScript does what its page says: another service starts, watches, pauses and resumes a migration.</summary>
public sealed class TypeScriptExampleTests
{
    [SkippableFact]
    public async Task Service_WithTheOfficialClient_StartsWatchesPausesAndResumes()
    {
        var missing = await NodeExample.MissingAsync();
        Skip.If(missing is not null, missing);
        await using var deployment = Migrations.WithLegacy(users: 20_000);
        var host = await deployment.StartAsync("server", "run", "--temporal-port", "0");
        var example = new NodeExample("typescript");
        await example.BuildAsync();

        var result = await example.RunAsync(("TEMPORAL_ADDRESS", host.Address), ("BATCH_SIZE", "5"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("PAUSED COPY", result.Output, StringComparison.Ordinal);
        Assert.Contains("resume: The copy goes on where it rested.", result.Output, StringComparison.Ordinal);
        Assert.Contains("ended COMPLETED", result.Output, StringComparison.Ordinal);
        deployment.AssertArrived();
    }
}
