using Migration.Conformance;
using Migration.Planning;
using Migration.Connectors.Comparison;
using Migration.Connectors.Warehouses;
using Migration.Core.Plans;
using Snowflake.Emulator.Sql;

namespace Snowflake.Emulator.Tests.Parsers;

/// <summary>
/// What the connector sends is Snowflake's SQL by the word of two parsers that know nothing of this product: tests of the
/// conformance suite are run, and then each statement that they sent is read.
/// </summary>
public sealed class EmittedSqlTests
{
    private const int ShownOfAStatement = 300;

    [SkippableFact]
    public async Task Statements_ThatTheConnectorSends_AreUnderstoodByBothParsers()
    {
        await SkipWithoutAsync();
        var sent = await SentAsync();
        var statements = sent.SelectMany(EmbeddedStatements.Of).Distinct().ToList();

        var verdicts = await ParserProcess.CheckAsync(statements);

        Assert.True(statements.Count > 100, $"Only {statements.Count} statements were sent.");
        Assert.Equal("", string.Join("\n", statements.Zip(verdicts).SelectMany(one => Complaints(one.First, one.Second))));
    }

    [SkippableFact]
    public async Task Parsers_RefuseWhatIsBroken()
    {
        await SkipWithoutAsync();

        var verdicts = await ParserProcess.CheckAsync(["SELEC 1", "INSERT INTO T (A,) VALUES (1)", "ALTER TABLE X SWAP Y", "SELECT * FROM T QUALIFY", "CREATE TABLE T (A NUMBER(10,)", "DELETE FROM", "UPDATE T SET A"]);

        Assert.All(verdicts, verdict => Assert.True(verdict is { Datafusion: not null, Polyglot: not null }, verdict.ToString()));
    }

    [SkippableFact]
    public async Task Allowances_AreOfWhatItsParserReallyDoesNotUnderstand()
    {
        await SkipWithoutAsync();

        var verdicts = await ParserProcess.CheckAsync([.. Allowance.All.Select(allowance => allowance.Example)]);

        Assert.All(Allowance.All.Zip(verdicts), one => Assert.NotNull(one.First.Parser == "polyglot" ? one.Second.Polyglot : one.Second.Datafusion));
        Assert.All(Allowance.All, allowance => Assert.Contains(allowance.Words, allowance.Example, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Complaints(string statement, Verdict verdict)
    {
        foreach (var (parser, complaint) in new[] { ("datafusion", verdict.Datafusion), ("polyglot", verdict.Polyglot) })
        {
            if (complaint is not null && !Allowance.Covers(parser, statement)) yield return $"{parser}: {complaint}\n{statement[..Math.Min(statement.Length, ShownOfAStatement)]}";
        }
    }

    private static async Task SkipWithoutAsync()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        var missing = await ParserProcess.MissingAsync();
        Skip.If(missing is not null, missing);
    }

    private static async Task<List<string>> SentAsync()
    {
        foreach (var (source, target) in new[] { ("sqlite", "snowflake"), ("snowflake", "sqlite"), ("snowflake", "snowflake") })
            await RunAsync(new StepTests(), tests => tests.Step_DoneTwice_IsDoneOnce(source, target));
        await RunAsync(new StepTests(), tests => tests.Execution_CleanedUp_LeavesNothingOfOurs("sqlite", "snowflake"));
        await RunAsync(new StepTests(), tests => tests.Rows_ThatSomebodyChanged_AreNamed("sqlite", "snowflake"));
        await RunAsync(new StepTests(), tests => tests.Tables_WithAForeignKey_AreTied_AndOrphansAreCounted("sqlite", "snowflake"));
        await RunAsync(new RejectTests(), tests => tests.RowsAgainstAConstraint_OfOneTable_ArePutAside("sqlite", "snowflake"));
        await RunAsync(new RepairTests(), tests => tests.RowsOfBefore_StayAndARollbackRestoresThem("sqlite", "snowflake"));
        await RunAsync(new RepairTests(), tests => tests.HalfACopy_IsRepairedAndGoesOn("sqlite", "snowflake"));
        await RunAsync(new RepairTests(), tests => tests.RowsOfOthers_StayAndAreToldAsDifferences("snowflake", "snowflake"));
        await RunAsync(new ShardTests(), tests => tests.Shards_AreThoseOfTheFirstTime_WhateverTheSourceHoldsLater("snowflake", "sqlite"));
        await MoveFloatsAsync();
        await SynchronizeAsync();
        await CompareAsync();
        await CarryAttachmentsAsync();
        await InspectAndRentAsync();
        return [.. SnowflakeAccount.Shared.Emulator.Log.Executions.Where(execution => execution.QueryTag.Contains("snowflake-deploy", StringComparison.Ordinal)).Select(execution => execution.Text)];
    }

    private static async Task MoveFloatsAsync()
    {
        using var databases = new TestDatabases();
        databases.Snowflake("source", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, v FLOAT); INSERT INTO t VALUES (1, 0.5)").Sqlite("target");
        await TableRun.Of(databases, "T").RunAsync();
    }

    private static async Task SynchronizeAsync()
    {
        using var databases = new TestDatabases();
        const string Columns = "(a NUMBER(10,0) NOT NULL, b VARCHAR NOT NULL, v VARIANT, PRIMARY KEY (a, b))";
        databases.Snowflake("source", $"CREATE TABLE t{Columns}; INSERT INTO t (a, b) VALUES (1, 'a'), (1, 'b'), (2, 'a')")
            .Snowflake("target", $"CREATE TABLE t{Columns.Replace("NOT NULL", "", StringComparison.Ordinal)}; INSERT INTO t SELECT 1, 'a', PARSE_JSON('1') UNION ALL SELECT 9, 'z', NULL");
        var run = TableRun.Of(databases, "t", batchSize: 2).With(job => job with
        {
            Strategy = MigrationStrategy.Incremental,
            Table = job.Table with { Transformations = [new() { Type = TransformationType.Filter, Expression = "a <> 5" }] },
        });
        await run.RunAsync();
        await run.RollbackAsync();
    }

    /// <summary>Two tables by their key, and totals as of a moment.</summary>
    private static async Task CompareAsync()
    {
        using var databases = new TestDatabases();
        const string Table = "CREATE TABLE t(a NUMBER(10,0) NOT NULL, b VARCHAR NOT NULL, v VARIANT, PRIMARY KEY (a, b)); INSERT INTO t (a, b) VALUES (1, 'a'), (1, 'b')";
        databases.Snowflake("source", Table).Snowflake("target", Table.Replace("(1, 'b')", "(2, 'b')", StringComparison.Ordinal)).Snowflake("copy");
        await new TableDiff(databases.Catalog).RunAsync(new("source", "", "T"), new("target", "", "T"), [], CancellationToken.None);
        var run = TableRun.Of(databases, "t", target: "copy");
        var mark = (await run.PrepareAsync()).SourceMark;
        var rule = new ValidationRule { Name = "totals", Type = ValidationType.Consistency, Columns = ["a"], Aggregates = ["COUNT", "SUM"] };
        await run.With(job => job with { SourceMark = mark }).DoAsync(operations => operations.AskRulesAsync([rule], CancellationToken.None));
    }

    /// <summary>By rows, and by a clone.</summary>
    private static async Task CarryAttachmentsAsync()
    {
        using var databases = new TestDatabases();
        databases.Snowflake("source", """
            CREATE SEQUENCE numbers;
            CREATE TABLE t(id NUMBER(10,0) NOT NULL IDENTITY PRIMARY KEY, v VARCHAR CHECK (v <> 'b'), n NUMBER(10,0) DEFAULT numbers.NEXTVAL, CONSTRAINT "Low" CHECK (n >= id OR v IS NULL)) CLUSTER BY (id);
            INSERT INTO t (v) VALUES ('a');
            CREATE MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> v;
            CREATE ROW ACCESS POLICY mine AS (i NUMBER) RETURNS BOOLEAN -> i > 0;
            CREATE TAG cost;
            ALTER TABLE t ALTER COLUMN v SET MASKING POLICY hide;
            ALTER TABLE t ADD ROW ACCESS POLICY mine ON (id);
            ALTER TABLE t SET TAG cost = 'hr';
            GRANT SELECT ON TABLE t TO ROLE reader;
            CREATE SECURE VIEW seen COMMENT = 'said' AS SELECT id FROM public.t;
            ALTER VIEW seen SET TAG cost = 'hr';
            ALTER VIEW seen ALTER COLUMN id SET TAG cost = 'it';
            GRANT USAGE ON SEQUENCE numbers TO ROLE reader;
            GRANT SELECT ON VIEW seen TO ROLE reader
            """).Snowflake("target");
        await using var source = await databases.Catalog.OpenAsync("source", CancellationToken.None);
        var schema = await source.ReadSchemaAsync("", CancellationToken.None);
        foreach (var clones in new[] { false, true })
        {
            var run = TableRun.Of(databases, "t").With(job => job with { ExecutionId = $"clones {clones}", Configuration = job.Configuration with { CloneTables = clones } });
            await run.RunAsync();
            await run.OnTargetAsync(target => target.FinishSchemaAsync(schema, 1, CancellationToken.None));
            await run.OnTargetAsync(target => target.UndoSchemaAsync(CancellationToken.None));
            await run.RollbackAsync();
            await run.OnTargetAsync(target => target.ReleaseAsync(CancellationToken.None));
        }
    }

    private static async Task InspectAndRentAsync()
    {
        using var databases = new TestDatabases();
        SnowflakeAccount.Shared.Engine.Warehouses.Put(new("PARSED"));
        databases.Snowflake("source", "CREATE TABLE t(id NUMBER PRIMARY KEY)", "warehouse=PARSED").Snowflake("target", "CREATE TABLE t(id NUMBER PRIMARY KEY)", "warehouse=PARSED");
        var configuration = new MigrationConfiguration { WarehouseSize = WarehouseSize.Large, SuspendWarehouse = true };
        await PlanInspection.InspectAsync(new() { Id = "p", Name = "p", SourceDatabase = "source", TargetDatabase = "target", Configuration = configuration }, databases.Catalog, CancellationToken.None);
        await using var database = await databases.Catalog.OpenAsync("target", CancellationToken.None);
        var use = new WarehouseUse("run", WarehouseSize.Large, Suspends: true, (_, _) => Task.FromResult(false));
        await database.Warehouse!.TakeAsync(use, CancellationToken.None);
        await database.Warehouse.GiveBackAsync(use, CancellationToken.None);
    }

    private static async Task RunAsync<T>(T tests, Func<T, Task> run)
        where T : IDisposable
    {
        using (tests) await run(tests);
    }
}
