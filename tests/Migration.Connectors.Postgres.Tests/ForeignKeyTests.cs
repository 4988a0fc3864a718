using Migration.Conformance;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>Foreign keys that PostgreSQL does not take as the source has them are told, not dropped without a word.</summary>
public sealed class ForeignKeyTests : IDisposable
{
    private const string Tables = "PRAGMA foreign_keys=OFF; CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE t(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id)); INSERT INTO t VALUES (1, 7); ";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Key_ToATableThatIsNotThere_IsToldWithTableKeyAndReason()
    {
        var problem = Assert.Single(await FinishAsync("t"));

        Assert.Equal(("tables.t", ErrorCodes.SchemaReduced, Severity.Warning), (problem.Path, problem.Code, problem.Severity));
        Assert.Contains("'t_p_fk1' of table 't'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("\"public.p\" does not exist", problem.Message, StringComparison.Ordinal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"));
    }

    [SkippableFact]
    public async Task Key_ThatRowsBreak_IsMadeForNewRows_AndTold()
    {
        var problem = Assert.Single(await FinishAsync("p", "t"));

        Assert.Equal(("tables.t", ErrorCodes.ForeignKeyViolated, Severity.Warning), (problem.Path, problem.Code, problem.Severity));
        Assert.Contains("'t_p_fk1' of table 't'", problem.Message, StringComparison.Ordinal);
        Assert.Equal("f", _databases.Scalar("target", "SELECT convalidated FROM pg_constraint WHERE contype = 'f'"));
    }

    [SkippableFact]
    public async Task Key_ThatWasRefused_IsMadeWhereItsTableHasComeMeanwhile()
    {
        await FinishAsync("t");
        _databases.Execute("target", "CREATE TABLE p(id bigint PRIMARY KEY); INSERT INTO p VALUES (7)");

        Assert.Empty(await TableRun.Of(_databases, "t").OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), 1, CancellationToken.None)));
        Assert.Equal("t", _databases.Scalar("target", "SELECT convalidated FROM pg_constraint WHERE contype = 'f'"));
    }

    [SkippableFact]
    public async Task Keys_OfOtherTables_AreCheckedWhileOneWaits_AndWhatIsLeftIsCheckedLater()
    {
        _databases.Sqlite("source", """
            CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);
            CREATE TABLE a(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id)); INSERT INTO a VALUES (1, 7);
            CREATE TABLE b(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id), q INTEGER REFERENCES p(id)); INSERT INTO b VALUES (1, 7, 7);
            CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER REFERENCES a(id)); INSERT INTO c VALUES (1, 1);
            """).Postgres("target");
        foreach (var table in (string[])["p", "a", "b", "c"])
            await TableRun.Of(_databases, table).RunAsync();
        _databases.Postgres("target", settings: new() { ["lockTimeout"] = "60s" });
        Task<IReadOnlyList<Problem>> finishing;
        // Not from a pool, which would keep the session and its lock.
        await using (var other = new Npgsql.NpgsqlConnection(_databases.ConnectionString("target") + ";Pooling=false"))
        {
            await other.OpenAsync();
            // The advisory lock of the checks of table a: so its key is made, and its check waits.
            await using var hold = new Npgsql.NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended('migration check run-1 a', 0))", other);
            await hold.ExecuteNonQueryAsync();
            finishing = FinishSchemaAsync(parallelism: 3);
            await UntilAsync("""
                SELECT 1 FROM pg_constraint WHERE contype = 'f' AND EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory')
                HAVING count(*) = 4 AND count(*) FILTER (WHERE convalidated) = 3
                """, finishing);
            await using var end = new Npgsql.NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'", other);
            await end.ExecuteNonQueryAsync();
            Assert.True((await Assert.ThrowsAnyAsync<MigrationException>(() => finishing)).IsTransient);
        }

        Assert.Equal("a_p_fk1", _databases.Scalar("target", "SELECT string_agg(conname, ' ') FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"));
        Assert.Empty(await FinishSchemaAsync(parallelism: 3));
        Assert.Equal("4", _databases.Scalar("target", "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"));
    }

    private Task<IReadOnlyList<Problem>> FinishSchemaAsync(int parallelism) =>
        TableRun.Of(_databases, "t").OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), parallelism, CancellationToken.None));

    /// <param name="meanwhile">Must not end before.</param>
    private async Task UntilAsync(string sql, Task meanwhile)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); _databases.Scalar("target", sql) is null; await Task.Yield())
        {
            Assert.False(meanwhile.IsCompleted, $"it was over before: {sql}");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), sql);
        }
    }

    private async Task<IReadOnlyList<Problem>> FinishAsync(params string[] tables)
    {
        _databases.Sqlite("source", Tables).Postgres("target");
        foreach (var table in tables)
            await TableRun.Of(_databases, table).RunAsync();
        return await TableRun.Of(_databases, "t").OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), 1, CancellationToken.None));
    }
}
