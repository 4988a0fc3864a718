using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Migration.Core.Configuration;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Migration.Worker.Tests;

/// <summary>A server, a worker and two SQLite files, as one test sees them.</summary>
public sealed class WorkerFixture : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("worker").FullName;
    private WorkflowEnvironment environment = null!;
    private IHost worker = null!;

    public ITemporalClient Client => environment.Client;

    public string Logs => Path.Combine(folder, "logs");

    public static async Task<WorkerFixture> StartAsync()
    {
        var fixture = new WorkerFixture
        {
            environment = await WorkflowEnvironment.StartLocalAsync(
                new() { SearchAttributes = [.. MigrationNames.SearchAttributes.Select(SearchAttributeKey.CreateKeyword)] }),
        };
        await fixture.StartWorkerAsync();
        return fixture;
    }

    public async Task StartWorkerAsync()
    {
        worker = MigrationWorkerHost.Create(
            options =>
            {
                options.Address = Client.Connection.Options.TargetHost!;
                options.Databases = new Dictionary<string, DatabaseEntry> { ["OLD"] = Entry("OLD"), ["NEW"] = Entry("NEW") };
            },
            new() { Folder = Logs });
        await worker.StartAsync();
    }

    public async Task StopWorkerAsync()
    {
        await worker.StopAsync();
        worker.Dispose();
    }

    public void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Query(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public Task<WorkflowHandle<MigrationWorkflow, MigrationReport>> MigrateAsync(
        MigrationConfiguration configuration, Func<MigrationPlan, MigrationPlan>? change = null)
    {
        var plan = new MigrationPlan { Id = "move", Name = "move", SourceDatabase = "OLD", TargetDatabase = "NEW", Configuration = configuration };
        var input = new MigrationInput
        {
            ExecutionId = $"move-{Guid.NewGuid():N}",
            Plan = change?.Invoke(plan) ?? plan,
            Fingerprint = "f",
            StartedBy = "ann",
        };
        return Client.StartWorkflowAsync(
            (MigrationWorkflow workflow) => workflow.RunAsync(input), new(input.ExecutionId, MigrationNames.TaskQueue));
    }

    public static Task<MigrationReport> UntilAsync(
        WorkflowHandle<MigrationWorkflow, MigrationReport> migration, Func<MigrationReport, bool> condition) =>
        UntilAnyAsync(migration, report =>
        {
            if (condition(report))
                return true;
            Assert.False(
                report.Status == ExecutionStatus.NeedsAttention,
                string.Join(' ', report.Errors.Select(error => $"{error.Code} {error.Message}").Concat(report.Tables.Select(table => $"{table.Name} {table.Stage} {table.Status}"))));
            return false;
        });

    /// <summary>Waits through whatever state it may come to.</summary>
    public static async Task<MigrationReport> UntilAnyAsync(
        WorkflowHandle<MigrationWorkflow, MigrationReport> migration, Func<MigrationReport, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var report = await TryReportAsync(migration);
            if (report is not null && condition(report))
                return report;
            await glances.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Null where the machine is starved and the worker takes itself for stuck.</summary>
    private static async Task<MigrationReport?> TryReportAsync(WorkflowHandle<MigrationWorkflow, MigrationReport> migration)
    {
        try
        {
            return await migration.QueryAsync(workflow => workflow.Report());
        }
        catch (WorkflowQueryFailedException starved) when (starved.Message.Contains("TMPRL1101", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>A heartbeat of a table's copy that is younger than the commit of so many ranges.</summary>
    public async Task<CopyHeartbeat> HeartbeatAfterAsync(long ranges, string execution, string table)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var committed = DateTime.MaxValue;
        while (true)
        {
            if (committed == DateTime.MaxValue && RangesOf(table) >= ranges)
                committed = DateTime.UtcNow;
            var description = await Client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(new()
            {
                Namespace = Client.Options.Namespace,
                Execution = new() { WorkflowId = MigrationNames.TableWorkflowId(execution, table) },
            });
            var copy = description.PendingActivities.FirstOrDefault(activity => activity.ActivityType.Name == "CopyTable");
            if (copy?.LastHeartbeatTime?.ToDateTime() > committed)
                return await Client.Options.DataConverter.ToValueAsync<CopyHeartbeat>(copy.HeartbeatDetails.Payloads_[0]);
            await glances.WaitForNextTickAsync(patience.Token);
        }
    }

    private long RangesOf(string table) =>
        Query("NEW", "SELECT count(*) FROM sqlite_master WHERE name = '_migration_ranges'") is 1L
            ? (long)Query("NEW", $"SELECT count(*) FROM _migration_ranges WHERE table_name = '{table}'")!
            : 0;

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        await environment.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private DatabaseEntry Entry(string name) =>
        new(name, "sqlite", new Dictionary<string, string> { ["path"] = Path.Combine(folder, name + ".db") });

    private SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database + ".db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
