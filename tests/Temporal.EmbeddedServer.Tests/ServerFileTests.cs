using Microsoft.Data.Sqlite;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ServerFileTests : IDisposable
{
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

    private Task<EmbeddedTemporalServer> StartAsync() =>
        EmbeddedTemporalServer.StartAsync(new EmbeddedServerOptions { DatabasePath = DatabasePath });
}
