using System.Text.Json;
using Temporal.EmbeddedServer;

namespace Temporal.Interop;

/// <summary>Runs all scenarios in one node process against one embedded server, and keeps what came out of each.</summary>
public sealed class NodeSuite : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("interop-").FullName;
    private Dictionary<string, ScenarioOutcome> outcomes = [];
    private string? failure;

    /// <summary>What to install before these tests can run; null where they ran.</summary>
    public string? Missing { get; private set; }

    public async Task InitializeAsync()
    {
        Missing = await Node.MissingAsync();
        if (Missing is not null)
        {
            return;
        }

        await Node.InstallAsync();
        await using var server = await EmbeddedTemporalServer.StartAsync(new() { DatabasePath = Path.Combine(folder, "temporal.db") });
        var file = Path.Combine(folder, "outcomes.json");
        var result = await Node.RunAsync("node", ["suite.js"], new() { ["TEMPORAL_ADDRESS"] = server.Address, ["OUTCOMES"] = file });
        if (result.ExitCode != 0)
        {
            failure = $"The node suite ended with exit code {result.ExitCode}:\n{result.Output}\n{result.Errors}";
            return;
        }

        await using var written = File.OpenRead(file);
        outcomes = (await JsonSerializer.DeserializeAsync<ScenarioOutcome[]>(written, JsonSerializerOptions.Web))!.ToDictionary(o => o.Scenario);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    internal ScenarioOutcome Outcome(string scenario) => outcomes.TryGetValue(scenario, out var outcome)
        ? outcome
        : throw new InvalidOperationException(failure ?? $"The node suite said nothing about {scenario}.");
}
