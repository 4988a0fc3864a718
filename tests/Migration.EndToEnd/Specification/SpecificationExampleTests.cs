using System.Text.RegularExpressions;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Specification;

/// <summary>The specification's example, word for word.</summary>
public sealed partial class SpecificationExampleTests
{
    [Fact]
    public async Task Example_RunAsWritten_MovesShowsAndRollsBack()
    {
        await using var deployment = new Deployment();
        deployment.Configure(("LEGACY_DB", "legacy"), ("NEW_DB", "new"));
        var (source, target) = (deployment.PathOf("legacy/LEGACY_SCHEMA.db"), deployment.PathOf("new/NEW_SCHEMA.db"));
        LegacyDatabase.Create(source, users: 2_000);

        await MustAsync(
            deployment,
            "migrate", "plan", "create", "user_data_migration",
            "--description", "Migrate user data from legacy to new schema",
            "--source-database", "LEGACY_DB",
            "--source-schema", "LEGACY_SCHEMA",
            "--target-database", "NEW_DB",
            "--target-schema", "NEW_SCHEMA",
            "--tables", "users,profiles,preferences",
            "--strategy", "BATCH",
            "--batch-size", "10000",
            "--enable-validation",
            "--enable-rollback");
        await MustAsync(deployment, "migrate", "plan", "validate", "user_data_migration");
        var execution = ExecutionId().Match((await MustAsync(
            deployment, "migrate", "execute", "user_data_migration", "--monitor", "--monitor-interval", "30s")).Output).Value;

        Assert.Contains("COMPLETED", (await MustAsync(deployment, "migrate", "status", execution)).Output, StringComparison.Ordinal);
        Assert.Equal(DatabaseProof.Rows(source, LegacyDatabase.Tables), DatabaseProof.Rows(target, LegacyDatabase.Tables));

        await MustAsync(deployment, "migrate", "rollback", execution);
        await deployment.AwaitStatusAsync(execution, "ROLLED_BACK");
        Assert.Equal("", DatabaseProof.Schema(target));
    }

    private static async Task<CommandResult> MustAsync(Deployment deployment, params string[] words)
    {
        var result = await deployment.RunAsync(words);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    [GeneratedRegex(@"user_data_migration-\d{14}-[0-9a-f]{4}")]
    private static partial Regex ExecutionId();
}
