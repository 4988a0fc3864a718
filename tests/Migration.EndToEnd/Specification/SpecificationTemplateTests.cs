using System.Text.RegularExpressions;
using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Specification;

/// <summary>The specification's second example, word for word, on an emulated account; then again and again, and back.</summary>
public sealed partial class SpecificationTemplateTests
{
    [SkippableFact]
    public async Task Example_RunAsWritten_SynchronizesAgainAndAgain_AndTakesBack()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        await using var deployment = await DeployAsync(account);

        var listed = await MustAsync(deployment, "migrate", "templates", "list", "--category", "standard");
        await MustAsync(
            deployment,
            "migrate", "plan", "create", "table_sync",
            "--template", "incremental-sync-template",
            "--source-database", "PROD_DB",
            "--target-database", "STAGING_DB");
        await MustAsync(deployment, "migrate", "plan", "validate", "table_sync");
        await ExecuteAsync(deployment);
        Assert.Contains("incremental-sync-template", listed.Output, StringComparison.Ordinal);
        AssertEqual(account);

        var before = Hashes(account, "STAGING_DB");
        account.Run("PROD_DB", "INSERT INTO customers VALUES (7, 'Gil', NULL); UPDATE orders SET total = total + 1 WHERE id = 11; DELETE FROM orders WHERE id = 12");
        var second = await ExecuteAsync(deployment);
        var metrics = (await deployment.StatusAsync(second)).GetProperty("metrics");
        Assert.Equal([1, 1, 1, 4], ((string[])["rowsInserted", "rowsUpdated", "rowsDeleted", "rowsUnchanged"]).Select(name => metrics.GetProperty(name).GetInt64()));
        AssertEqual(account);

        var third = await ExecuteAsync(deployment);
        Assert.Contains("no row differed, none was written", (await MustAsync(deployment, "migrate", "status", third)).Output, StringComparison.Ordinal);

        await MustAsync(deployment, "migrate", "rollback", second);
        await deployment.AwaitStatusAsync(second, "ROLLED_BACK");
        Assert.Equal(before, Hashes(account, "STAGING_DB"));
    }

    private static async Task<Deployment> DeployAsync(SnowflakeAccount account)
    {
        var deployment = new Deployment();
        await File.WriteAllTextAsync(deployment.PathOf("snowflake-deploy.yaml"), $$"""
            databases:
              {{account.Configure("PROD_DB")}}
              {{account.Configure("STAGING_DB")}}
            """);
        account.Run("PROD_DB", """
            CREATE TABLE customers (id NUMBER(10,0) NOT NULL PRIMARY KEY, name VARCHAR, since TIMESTAMP_NTZ);
            CREATE TABLE orders (id NUMBER(10,0) NOT NULL PRIMARY KEY, customer NUMBER(10,0) REFERENCES customers (id), total NUMBER(12,2));
            INSERT INTO customers VALUES (1, 'Ann', NULL), (2, 'Bob', '2024-02-29 12:00:00');
            INSERT INTO orders VALUES (10, 1, 1.5), (11, 1, 20), (12, 2, 300), (13, 2, NULL);
            """);
        return deployment;
    }

    private static async Task<string> ExecuteAsync(Deployment deployment)
    {
        var execution = ExecutionId().Match((await MustAsync(deployment, "migrate", "execute", "table_sync", "--monitor")).Output).Value;
        Assert.Contains("COMPLETED", (await MustAsync(deployment, "migrate", "status", execution)).Output, StringComparison.Ordinal);
        return execution;
    }

    private static void AssertEqual(SnowflakeAccount account) => Assert.Equal(Hashes(account, "PROD_DB"), Hashes(account, "STAGING_DB"));

    private static IReadOnlyList<string> Hashes(SnowflakeAccount account, string database) =>
        account.Rows(database, "SELECT HASH_AGG(*) FROM customers UNION ALL SELECT HASH_AGG(*) FROM orders");

    private static async Task<CommandResult> MustAsync(Deployment deployment, params string[] words)
    {
        var result = await deployment.RunAsync(words);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    [GeneratedRegex(@"table_sync-\d{14}-[0-9a-f]{4}")]
    private static partial Regex ExecutionId();
}
