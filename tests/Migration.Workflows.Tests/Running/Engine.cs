using Temporal.EmbeddedServer;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Migration.Workflows.Tests.Running;

/// <summary>A Temporal server of one test, with the workflows and fake activities.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workflows").FullName;
    private EmbeddedTemporalServer server = null!;
    private TemporalWorker? worker;
    private Task running = Task.CompletedTask;
    private readonly CancellationTokenSource stopping = new();

    public FakeActivities Activities { get; } = new();

    public TemporalClient Client { get; private set; } = null!;

    public static async Task<Engine> StartAsync(bool work = true)
    {
        var engine = new Engine();
        engine.server = await EmbeddedTemporalServer.StartAsync(new()
        {
            DatabasePath = Path.Combine(engine.folder, "server.db"),
            SearchAttributes = MigrationNames.SearchAttributes.ToDictionary(name => name, _ => IndexedValueType.Keyword),
        });
        engine.Client = await TemporalClient.ConnectAsync(new(engine.server.Address));
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
        options.AddWorkflow<MigrationWorkflow>().AddWorkflow<TableMigrationWorkflow>().AddWorkflow<RollbackCheckWorkflow>();
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
        await server.DisposeAsync();
        stopping.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
