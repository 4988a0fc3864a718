using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.Activities;

namespace Migration.Worker.Tests;

public sealed class WorkerLoggingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("worker-logs").FullName;

    [Fact]
    public void File_LineWithinAnActivity_NamesExecutionAndTable()
    {
        using (var provider = Provider(new() { Folder = folder }))
        {
            var logger = provider.GetRequiredService<ILogger<WorkerLoggingTests>>();
            using var scope = logger.BeginScope(new LogSubject("shop-1", "users").ToScope());
            logger.LogInformation("Copied {Rows} rows", 5);
        }

        var properties = Line().GetProperty("Properties");
        Assert.Equal("shop-1", properties.GetProperty("ExecutionId").GetString());
        Assert.Equal("users", properties.GetProperty("Table").GetString());
        Assert.Equal(5, properties.GetProperty("Rows").GetInt32());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void File_DebugLine_IsThereWhenVerbose(bool verbose, int lines)
    {
        using (var provider = Provider(new() { Folder = folder, Verbose = verbose }))
            provider.GetRequiredService<ILogger<WorkerLoggingTests>>().LogDebug("Detail");
        Assert.Equal(lines, Directory.GetFiles(folder).Sum(file => File.ReadAllLines(file).Length));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static ServiceProvider Provider(WorkerLogOptions options) =>
        new ServiceCollection().AddLogging(logging => logging.AddMigrationLogging(options)).BuildServiceProvider();

    private JsonElement Line()
    {
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.EndsWith(".json", file, StringComparison.Ordinal);
        return JsonDocument.Parse(Assert.Single(File.ReadAllLines(file))).RootElement;
    }
}
