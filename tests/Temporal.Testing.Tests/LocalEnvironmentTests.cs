using Temporalio.Common;
using Temporalio.Testing;

namespace Temporal.Testing.Tests;

public sealed class LocalEnvironmentTests
{
    private static readonly SearchAttributeKey<string> Colour = SearchAttributeKey.CreateKeyword("Colour");

    [Fact]
    public async Task Environment_Local_KnowsItsSearchAttributesAndNamespace()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync(
            new() { Namespace = "garden", SearchAttributes = [Colour] });

        var handle = await environment.Client.StartWorkflowAsync(nameof(SleepWorkflow), [], new(id: "w", taskQueue: "q")
        {
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Colour, "red").ToSearchAttributeCollection(),
        });

        Assert.False(environment.SupportsTimeSkipping);
        var description = await handle.DescribeAsync();
        Assert.Equal("red", description.TypedSearchAttributes.Get(Colour));
        Assert.Equal("garden", environment.Client.Options.Namespace);
    }

    [Fact]
    public async Task Environment_WithADatabaseFile_FindsItsWorkflowsAgain()
    {
        var folder = Directory.CreateTempSubdirectory("testing-tests-");
        var options = new WorkflowEnvironmentStartLocalOptions
        {
            DevServerOptions = new() { DatabaseFilename = Path.Combine(folder.FullName, "kept.db") },
        };
        await using (var first = await WorkflowEnvironment.StartLocalAsync(options))
            await first.Client.StartWorkflowAsync(nameof(SleepWorkflow), [], new(id: "kept", taskQueue: "q"));

        await using (var second = await WorkflowEnvironment.StartLocalAsync(options))
            Assert.Equal("kept", (await second.Client.GetWorkflowHandle("kept").DescribeAsync()).Id);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Environment_OnAClient_LeavesItsServiceRunning()
    {
        await using var owner = await WorkflowEnvironment.StartLocalAsync();
        await using (var guest = new WorkflowEnvironment(owner.Client))
            Assert.Same(owner.Client, guest.Client);

        Assert.True(await owner.Client.Connection.CheckHealthAsync());
    }

    [Fact]
    public async Task Delay_OfALocalEnvironment_TakesItsTime()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        using var stop = new CancellationTokenSource();

        var delay = environment.DelayAsync(TimeSpan.FromDays(1), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
    }
}
