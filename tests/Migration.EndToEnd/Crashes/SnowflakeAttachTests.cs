using System.Text.Json;
using Migration.Conformance;
using Migration.EndToEnd.Harness;
using Migration.Workflows;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;
using Temporalio.Client;

namespace Migration.EndToEnd.Crashes;

/// <summary>A worker that ends while Snowflake runs its block: the next one waits for that block, and sends it no more.</summary>
public sealed class SnowflakeAttachTests
{
    [SkippableFact]
    public async Task Worker_KilledOrEndedWhileABlockRuns_IsFollowedByOneThatWaitsForIt()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        await using var deployment = new Deployment();
        await File.WriteAllTextAsync(deployment.PathOf("snowflake-deploy.yaml"), $$"""
            databases:
              LEGACY_DB: { kind: sqlite, path: "legacy.db" }
              {{account.Configure("NEW_DB")}}
            """);
        LegacyDatabase.Create(deployment.Source, users: 200);
        var server = await deployment.StartAsync("server", "run", "--temporal-port", "0", "--no-worker");
        var killed = await deployment.StartAsync("worker", "run");
        var gate = account.Gates.Hold(text => text.Contains("_MIGRATION_RANGES", StringComparison.Ordinal) && text.StartsWith("EXECUTE IMMEDIATE", StringComparison.Ordinal));

        var execution = await deployment.StartMigrationAsync(PlanDocument.Write(deployment, "tables: [{ sourceTable: users }]\nconfiguration: { batchSize: 50 }"));
        await gate.Reached.WaitAsync(TimeSpan.FromMinutes(4));
        var block = account.Emulator.Log.Executions.Last();
        await BeatsAsync(server.Address, execution, block.Handle);
        Assert.True(killed.Kill());

        var ended = await deployment.StartAsync("worker", "run");
        await deployment.AwaitAsync(execution, "it waits for the block", status => IsWaiting(status, block));
        Assert.Equal(0, await ended.TerminateAsync());
        await deployment.StartAsync("worker", "run");
        var asked = Asked(account, block);
        await Condition.EventuallyAsync("the third worker asks for the block", () => Asked(account, block) > asked);
        gate.Open();
        await deployment.AwaitStatusAsync(execution, "COMPLETED");

        Assert.Equal(["200"], account.Rows("NEW_DB", "SELECT COUNT(DISTINCT id) FROM users"));
        Assert.Equal(["200"], account.Rows("NEW_DB", "SELECT COUNT(*) FROM users"));
        Assert.Equal(0, account.Emulator.Log.CountOf(Operation.Cancel));
        Assert.Single(account.Emulator.Log.Executions, run => run.RequestId == block.RequestId);
    }

    private static bool IsWaiting(JsonElement status, LoggedExecution block) =>
        status.GetProperty("tables")[0].GetProperty("currentOperation").GetString()?.Contains($"waiting for statement {block.Handle}", StringComparison.Ordinal) == true;

    private static int Asked(SnowflakeAccount account, LoggedExecution block) =>
        account.Emulator.Log.Requests.Count(request => request.Operation == Operation.Status && request.Path.EndsWith(block.Handle, StringComparison.Ordinal));

    /// <summary>Until Temporal's server knows of the statement, as the next attempt will be told it.</summary>
    private static async Task BeatsAsync(string address, string execution, string handle)
    {
        var temporal = await TemporalClient.ConnectAsync(new(address));
        await Condition.EventuallyAsync<object>("the statement is in the heartbeat", async () =>
        {
            var table = await temporal.Connection.WorkflowService.DescribeWorkflowExecutionAsync(new()
            {
                Namespace = temporal.Options.Namespace,
                Execution = new() { WorkflowId = MigrationNames.TableWorkflowId(execution, "users") },
            });
            return table.PendingActivities.FirstOrDefault(copy => copy.HeartbeatDetails?.Payloads_[0].Data.ToStringUtf8().Contains(handle, StringComparison.Ordinal) == true);
        });
    }
}
