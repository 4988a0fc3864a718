using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Migration.Workflows.Tests.Running;

/// <summary>A Temporal server of one test, with the workflows and fake activities.</summary>
public sealed class Engine : IAsyncDisposable
{
    private WorkflowEnvironment environment = null!;
    private TemporalWorker? worker;
    private Task running = Task.CompletedTask;
    private readonly CancellationTokenSource stopping = new();

    public FakeActivities Activities { get; } = new();

    public ITemporalClient Client => environment.Client;

    public static async Task<Engine> StartAsync(bool work = true)
    {
        var engine = new Engine
        {
            environment = await WorkflowEnvironment.StartLocalAsync(
                new() { SearchAttributes = [.. MigrationNames.SearchAttributes.Select(SearchAttributeKey.CreateKeyword)] }),
        };
        if (work)
            engine.Work();
        return engine;
    }

    /// <summary>Lets a worker take tasks.</summary>
    public void Work()
    {
        var options = new TemporalWorkerOptions(MigrationNames.TaskQueue)
        {
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(50),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(50),
        };
        options.AddWorkflow<MigrationWorkflow>().AddWorkflow<TableMigrationWorkflow>().AddWorkflow<RollbackCheckWorkflow>().AddWorkflow<ProofWorkflow>();
        options.AddAllActivities(Activities);
        worker = new(Client, options);
        running = worker.ExecuteAsync(stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That is how a worker ends.
        }

        worker?.Dispose();
        await environment.DisposeAsync();
        stopping.Dispose();
    }
}
