using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Tables that move unchanged inside an account are cloned: once, whenever the process dies, and undone by dropping the clone.</summary>
public sealed class CloneTests : IDisposable
{
    private const string Table = """
        CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, at TIMESTAMP_TZ(9), w VARIANT, s VARCHAR COMMENT 'said') CLUSTER BY (id) COMMENT = 'all of it';
        INSERT INTO t SELECT v.n, TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +05:30', 'AUTO'), PARSE_JSON('{"a": [1, null]}'), 'row ' || v.n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3) AS v
        """;

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Table_ThatMovesUnchanged_IsCloned_InOneRange_AndRollsBack()
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        _databases.Execute("source", "GRANT SELECT ON TABLE t TO ROLE reader");
        var run = Cloning("t");

        var prepared = await run.PrepareAsync();
        var copied = await run.CopyAsync();
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.Contains(prepared.Warnings, warning => warning.Contains("is cloned from 'T'", StringComparison.Ordinal));
        Assert.Equal((true, 3L, 1L), (copied.Done, copied.Checkpoint.Rows, copied.Checkpoint.Ranges));
        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(Dump("source"), Dump("target"));
        Assert.Equal("LINEAR(id)|all of it", _databases.Scalar("target", "SELECT clustering_key || '|' || comment FROM information_schema.tables WHERE table_name = 'T'"));
        Assert.Equal(3, (await run.RollbackAsync()).RowsRemoved);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(["_MIGRATION_"], _databases.Rows("target", "SELECT DISTINCT LEFT(table_name, 11) FROM information_schema.tables WHERE table_schema = 'PUBLIC'"));
    }

    [SkippableFact]
    public async Task Clone_ThatSomebodyChanges_IsToldFromItsSource()
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        var run = Cloning("t");
        await run.RunAsync();
        _databases.Execute("target", "UPDATE t SET at = DATEADD('nanosecond', 1, at) WHERE id = 3");

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.ValidationFailed), (validation.Verdict, validation.Code));
    }

    [SkippableFact]
    public async Task Clone_OfAnAttemptThatDied_IsMadeAnew_AsOfTheMomentOfTheNext()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", Table).Snowflake("target");
        var changes = await ChangesAsync(account, Into(databases, "first"));

        foreach (var place in changes)
        {
            var run = Into(databases, $"t{place}");
            await run.ClaimAsync();
            await DieAsync(account, run, place);
            // With its row in the ledger it is made.
            var isMade = databases.Scalar("target", $"SELECT COUNT(*) FROM _migration_ranges WHERE table_name = 'T{place}'") == "1";
            var before = databases.Scalar("source", "SELECT s FROM t WHERE id = 3");
            databases.Execute("source", $"UPDATE t SET s = 'later {place}' WHERE id = 3");
            var mark = (await run.PrepareAsync()).SourceMark;
            await run.CopyInSlicesAsync();

            var validation = await run.With(job => job with { SourceMark = mark }).ValidateAsync();

            Assert.Equal((place, TableVerdict.Equal, validation.Summary), (place, validation.Verdict, validation.Summary));
            Assert.Equal(isMade ? before : $"later {place}", databases.Scalar("target", $"SELECT s FROM t{place} WHERE id = 3"));
        }

        Assert.Empty(databases.Rows("target", "SELECT table_name FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_CLONE_')"));
    }

    [SkippableFact]
    public async Task SecondRound_AfterARollback_ClonesAgain()
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        await Cloning("t").RunAsync();
        await Cloning("t").RollbackAsync();
        _databases.Execute("source", "DELETE FROM t WHERE id = 1");

        var validation = await Cloning("t").With(job => job with { Round = 1 }).RunAsync();

        Assert.Equal((TableVerdict.Equal, 2), (validation.Verdict, validation.TargetRows));
    }

    [SkippableFact]
    public async Task ForeignKeys_OfClones_LeadToTheTablesBesideThem()
    {
        _databases.Snowflake("source", "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER, CONSTRAINT to_p FOREIGN KEY (p) REFERENCES p(id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)").Snowflake("target");
        await Cloning("c").RunAsync();
        await Cloning("p").RunAsync();

        var problems = await Cloning("c").OnTargetAsync(target => target.FinishSchemaAsync(new("", [], [], []), 1, CancellationToken.None));

        Assert.Empty(problems);
        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        var key = Assert.Single((await database.ReadSchemaAsync("", CancellationToken.None)).FindTable("C")!.ForeignKeys);
        Assert.Equal((_databases.SnowflakeName("target"), "PUBLIC", "P", "TO_P"), (key.ReferencedDatabase, key.ReferencedSchema, key.ReferencedTable, key.Name));
    }

    [SkippableFact]
    public async Task Preparation_ThatDiesBeforeAnyOfItsChanges_IsResumed_WithOneClone()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", Table).Snowflake("target");
        var changes = await ChangesAsync(account, Into(databases, "first"));

        foreach (var place in changes)
        {
            var run = Into(databases, $"t{place}");
            await run.ClaimAsync();
            await DieAsync(account, run, place);
            await run.PrepareAsync();
        }

        Assert.True(changes.Count >= 6, $"{changes.Count} changes.");
        Assert.Equal(changes.Count + 1, databases.Rows("target", "SELECT table_name FROM information_schema.tables WHERE comment = 'all of it'").Count);
        Assert.Equal($"{changes.Count + 1}|{changes.Count + 1}|3", databases.Scalar("target", "SELECT COUNT(*) || '|' || COUNT(DISTINCT table_name) || '|' || MIN(row_count) FROM _migration_ranges"));
        Assert.Empty(databases.Rows("target", "SELECT table_name FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_CLONE_')"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Table_ThatAStrangerMakes_BetweenRecordAndStatement_IsTheirs(bool isCloned)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", Table).Snowflake("target");
        var run = TableRun.Of(databases, "t").With(job => job with { Configuration = new() { CloneTables = isCloned } });
        await run.ClaimAsync();
        // Before the statement after the one that writes the record.
        await DieAsync(account, run, (await ChangesAsync(account, run.With(job => job with { Table = job.Table with { TargetTable = "first" } })))[1]);
        databases.Execute("target", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, at TIMESTAMP_TZ(9), w VARIANT, s VARCHAR); INSERT INTO t (id) VALUES (9)");

        var check = await run.CheckRollbackAsync();
        var refusal = await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);
        await run.RollbackAsync();

        Assert.Equal("nothing to undo: the table is gone", check.How);
        Assert.Equal(ErrorCodes.TargetExists, refusal.Code);
        Assert.Equal(["9"], databases.Rows("target", "SELECT id FROM t"));
        Assert.False((await run.PrepareAsync()).Created);
        await run.CopyInSlicesAsync();
        await run.RollbackAsync();
        Assert.Equal(["9"], databases.Rows("target", "SELECT id FROM t"));
    }

    [SkippableTheory]
    [InlineData("is cloned from 'T'", "")]
    [InlineData("is not cloned, its rows are copied: the plan says cloneTables: false", "off")]
    [InlineData("is not cloned, its rows are copied: the plan filters its rows", "filter")]
    [InlineData("is not cloned, its rows are copied: column 'LABEL' does not arrive as it is", "rename")]
    [InlineData("is not cloned, its rows are copied: column 'AT' is left out", "less")]
    public async Task Outlook_SaysWhetherATableIsCloned(string expected, string change)
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        var run = Cloning("t").With(job => change switch
        {
            "off" => job with { Configuration = new() { CloneTables = false } },
            "filter" => job with { Table = job.Table with { Transformations = [new() { Type = TransformationType.Filter, Expression = "id > 1" }] } },
            "rename" => job with { Table = job.Table with { Columns = [new() { SourceColumn = "ID" }, new() { SourceColumn = "S", TargetColumn = "LABEL" }] } },
            "less" => job with { Table = job.Table with { Columns = [new() { SourceColumn = "ID" }] } },
            _ => job,
        });
        await using var table = await OpenTable.OfAsync(_databases, run);
        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);

        var problem = Assert.Single((await database.InspectTargetAsync(run.Job, table.Source, CancellationToken.None)).Problems, problem => problem.Code == ErrorCodes.TableClone);

        Assert.Equal(Severity.Info, problem.Severity);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    private TableRun Cloning(string table) => TableRun.Of(_databases, table).With(job => job with { Configuration = new() });

    private static TableRun Into(TestDatabases databases, string table) => TableRun.Of(databases, "t").With(job => job with { Configuration = new(), Table = job.Table with { TargetTable = table } });

    /// <summary>Which of the statements of a preparation change something, by their place among all that it sends.</summary>
    private static async Task<IReadOnlyList<int>> ChangesAsync(SnowflakeAccount account, TableRun run)
    {
        await run.ClaimAsync();
        var before = account.Emulator.Log.Executions.Count;
        await run.DoAsync(operations => operations.PrepareAsync(CancellationToken.None));
        return [.. account.Emulator.Log.Executions.Skip(before).Index().Where(sent => !sent.Item.Text.StartsWith("SELECT", StringComparison.Ordinal) && !sent.Item.Text.StartsWith("SHOW", StringComparison.Ordinal)).Select(sent => sent.Index)];
    }

    /// <summary>Prepares a table until the statement at a place is refused before it is run.</summary>
    private static async Task DieAsync(SnowflakeAccount account, TableRun run, int place)
    {
        account.Emulator.Faults.Order(Operation.Submit, [.. Enumerable.Repeat(Fault.None, place), new Fault(FaultKind.Status) { StatusCode = 422, Code = "000604", Message = "SQL execution canceled" }]);
        var died = await Assert.ThrowsAnyAsync<MigrationException>(() => run.DoAsync(operations => operations.PrepareAsync(CancellationToken.None)));
        Assert.Equal(ErrorCodes.Timeout, died.Code);
    }

    private IReadOnlyList<string> Dump(string database) => _databases.Rows(database, "SELECT id || '|' || TO_VARCHAR(at, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM') || '|' || TO_JSON(w) || '|' || s FROM t ORDER BY id");
}
