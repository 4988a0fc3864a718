using System.Text.Json;

namespace Migration.EndToEnd.Harness;

/// <summary>What tests do with a deployment again and again, in the user's commands.</summary>
internal static class Migrations
{
    /// <summary>Each command is a process; without a rest they would take the processor from what they wait for.</summary>
    private static readonly TimeSpan BetweenCommands = TimeSpan.FromMilliseconds(200);

    /// <summary>A deployment whose LEGACY_DB is the legacy database and whose NEW_DB does not exist yet.</summary>
    public static Deployment WithLegacy(int users)
    {
        var deployment = new Deployment();
        deployment.Configure(("LEGACY_DB", "legacy.db"), ("NEW_DB", "new.db"));
        LegacyDatabase.Create(deployment.Source, users);
        return deployment;
    }

    extension(Deployment deployment)
    {
        public string Source => deployment.PathOf("legacy.db");

        public string Target => deployment.PathOf("new.db");

        /// <summary>Creates a plan from LEGACY_DB to NEW_DB and returns its id.</summary>
        public async Task<string> PlanAsync(params string[] options)
        {
            var created = await deployment.MustAsync(
                ["migrate", "plan", "create", "moving", "--source-database", "LEGACY_DB", "--target-database", "NEW_DB", .. options]);
            return created.Text("id");
        }

        /// <summary>Starts an execution and returns its id.</summary>
        public async Task<string> StartMigrationAsync(string plan) =>
            (await deployment.MustAsync("migrate", "execute", plan)).Text("executionId");

        /// <summary>Runs an execution until it settles.</summary>
        public Task<CommandResult> MigrateAsync(string plan, params string[] options) =>
            deployment.TryAsync(["migrate", "execute", plan, "--monitor", .. options]);

        /// <summary>Runs an execution until it settles, which must be in the given status, and returns its id.</summary>
        public async Task<string> MigrateToAsync(string plan, string status)
        {
            var settled = await deployment.MigrateAsync(plan);
            Assert.True(settled.Output.Length > 0, settled.ToString());
            Assert.True(status == settled.Text("status"), settled.ToString());
            return settled.Text("executionId");
        }

        public async Task<JsonElement> StatusAsync(string execution) => (await deployment.MustAsync("migrate", "status", execution)).Json;

        public async Task<JsonElement> AwaitAsync(string execution, string what, Func<JsonElement, bool> isSo)
        {
            var last = "";
            try
            {
                return (JsonElement)await Condition.EventuallyAsync<object>(what, async () =>
                {
                    var status = await deployment.StatusAsync(execution);
                    last = status.GetRawText();
                    return isSo(status) ? status : null;
                }, BetweenCommands);
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{late.Message}; it stood at {last}", late);
            }
        }

        public Task<JsonElement> AwaitStatusAsync(string execution, string status) =>
            deployment.AwaitAsync(execution, $"{execution} is {status}", view => view.GetProperty("status").GetString() == status);

        /// <summary>Starts an execution of many small ranges and stops it between two of them, until the lock is let go.</summary>
        public async Task<(string Execution, TargetLock Held)> StartHeldAsync(string plan)
        {
            var execution = await deployment.StartMigrationAsync(plan);
            await Condition.EventuallyAsync("rows are moving", () => LedgerProof.Rows(deployment.Target, execution) > 0);
            var held = new TargetLock(deployment.Target);
            var rows = LedgerProof.Rows(deployment.Target, execution);
            Assert.True(rows < LegacyDatabase.Rows(deployment.Source), "the copy was over before it could be held; give it more or smaller ranges");
            return (execution, held);
        }

        /// <summary>The same with a plan for all tables in ranges of five rows.</summary>
        public async Task<(string Execution, TargetLock Held)> StartHeldAsync() =>
            await deployment.StartHeldAsync(await deployment.PlanAsync("--batch-size", "5"));

        /// <summary>An execution that was paused in the middle of its copy.</summary>
        public async Task<string> StartPausedAsync(params string[] options)
        {
            var (execution, held) = await deployment.StartHeldAsync(await deployment.PlanAsync(["--batch-size", "5", .. options]));
            using (held) await deployment.MustAsync("migrate", "pause", execution);
            var paused = await deployment.MustAsync("migrate", "pause", execution, "--wait");
            Assert.Equal("PAUSED", paused.Text("status"));
            return execution;
        }

        /// <summary>Every row of the legacy tables has arrived, unchanged.</summary>
        public void AssertArrived() => Assert.Equal(
            DatabaseProof.Rows(deployment.Source, LegacyDatabase.Tables),
            DatabaseProof.Rows(deployment.Target, LegacyDatabase.Tables));
    }
}
