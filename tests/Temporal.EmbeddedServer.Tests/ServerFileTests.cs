using Microsoft.Data.Sqlite;
using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ServerFileTests : IDisposable
{
    private const string Service = "temporal.api.workflowservice.v1.WorkflowService";
    private readonly string folder = Directory.CreateTempSubdirectory("embedded-server-").FullName;

    private string DatabasePath => Path.Combine(folder, "server.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Start_FileIsServedAlready_IsRefusedAndTheFirstGoesOn()
    {
        await using var first = await StartAsync();

        var error = await Assert.ThrowsAsync<IOException>(StartAsync);

        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1:", first.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NotADatabase_FailsAndLeavesTheFileFree()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 5000));
        await Assert.ThrowsAsync<SqliteException>(StartAsync);

        File.Delete(DatabasePath);
        await using var server = await StartAsync();

        Assert.NotEmpty(server.Address);
    }

    [Fact]
    public async Task Start_FileOfANewerServer_IsRefused()
    {
        await (await StartAsync()).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            await command.ExecuteNonQueryAsync();
        }

        var error = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FilesAsAPowerCutLeavesThem_HasAllThatWasAcknowledged()
    {
        var survivor = Directory.CreateDirectory(Path.Combine(folder, "survivor")).FullName;
        await using (var server = await StartAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => StartWorkflowAsync(server, $"wf{i}")));
            File.Copy(DatabasePath, Path.Combine(survivor, "server.db"));
            File.Copy(DatabasePath + "-wal", Path.Combine(survivor, "server.db-wal"));
        }

        await using var second = await EmbeddedTemporalServer.StartAsync(new() { DatabasePath = Path.Combine(survivor, "server.db") });
        using var channel = new GrpcChannel(new() { Address = second.Address });
        var count = await channel.UnaryCallAsync(
            Service, "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default" }, CountWorkflowExecutionsResponse.Parser);

        Assert.Equal(50, count.Count);
    }

    private static async Task StartWorkflowAsync(EmbeddedTemporalServer server, string id)
    {
        using var channel = new GrpcChannel(new() { Address = server.Address });
        await channel.UnaryCallAsync(
            Service,
            "StartWorkflowExecution",
            new StartWorkflowExecutionRequest { Namespace = "default", WorkflowId = id, WorkflowType = new() { Name = "type" }, TaskQueue = new() { Name = "queue" } },
            StartWorkflowExecutionResponse.Parser);
    }

    private Task<EmbeddedTemporalServer> StartAsync() =>
        EmbeddedTemporalServer.StartAsync(new EmbeddedServerOptions { DatabasePath = DatabasePath });
}
