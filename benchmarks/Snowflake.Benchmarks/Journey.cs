using Migration.Conformance;
using Snowflake.Emulator.Log;

namespace Snowflake.Benchmarks;

/// <summary>One table on every path: into the account, on within it, and out again.</summary>
internal sealed class Journey(int rows, TrafficReport report)
{
    public const int Columns = 8;
    private const int BatchSize = 20_000;

    private const string Values = """
        i, (i * 7919) % 100003, 'product ' || (i % 5000), i % 9973, CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'done' END,
        CASE WHEN i % 5 = 0 THEN 'a note of some length about order ' || i END, (i % 977) || ' Example Street, Building ' || (i % 13)
        """;

    public async Task RunAsync()
    {
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases
            .Sqlite("file", $"CREATE TABLE orders ({Definition("INTEGER", "TEXT", "TIMESTAMP")}); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO orders SELECT {Values}, datetime(1600000000 + i, 'unixepoch') FROM n;")
            .Postgres("server", $"CREATE TABLE orders ({Definition("bigint", "text", "timestamp")}); INSERT INTO orders SELECT {Values}, timestamp 'epoch' + (1600000000 + i) * interval '1 second' FROM generate_series(1, {rows}::bigint) i; ANALYZE orders;")
            .Snowflake("lake").Snowflake("lake_of_server").Snowflake("second_lake").Sqlite("file_of_lake").Postgres("server_of_lake");
        await MoveAsync(account, databases, "SQLite → Snowflake", "file", "lake");
        await MoveAsync(account, databases, "PostgreSQL → Snowflake", "server", "lake_of_server");
        await MoveAsync(account, databases, "within an account", "lake", "second_lake");
        await MoveAsync(account, databases, "Snowflake → SQLite", "lake", "file_of_lake");
        await MoveAsync(account, databases, "Snowflake → PostgreSQL", "lake", "server_of_lake");
    }

    private async Task MoveAsync(SnowflakeAccount account, TestDatabases databases, string path, string source, string target)
    {
        var run = TableRun.Of(databases, "orders", BatchSize, source: source, target: target);
        await StepAsync(account, path, "preparing", run.PrepareAsync);
        await StepAsync(account, path, "copy", () => run.CopyAsync());
        await StepAsync(account, path, "finishing", run.FinishAsync);
        var validation = await StepAsync(account, path, "validation", run.ValidateAsync);
        if (validation.Verdict != Migration.Connectors.Tables.TableVerdict.Equal)
            throw new InvalidOperationException($"{path}: {validation.Summary}");
    }

    private async Task<T> StepAsync<T>(SnowflakeAccount account, string path, string name, Func<Task<T>> step)
    {
        var (executed, asked) = (account.Emulator.Log.Executions.Count, account.Emulator.Log.Requests.Count);
        var began = DateTimeOffset.UtcNow;
        var result = await step();
        var ended = DateTimeOffset.UtcNow;
        List<LoggedExecution> executions = [.. account.Emulator.Log.Executions.Skip(executed)];
        report.Add(path, name, Traffic.Of(executions, [.. account.Emulator.Log.Requests.Skip(asked)], (began, ended)));
        return result;
    }

    private static string Definition(string integer, string text, string moment) =>
        $"id {integer} PRIMARY KEY, customer {integer} NOT NULL, product {text} NOT NULL, price {integer}, status {text} NOT NULL, note {text}, address {text}, created {moment} NOT NULL";
}
