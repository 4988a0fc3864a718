using Migration.Conformance;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Tests.Views;

/// <summary>Views go with their schema inside an account, and a rollback takes away those that were made.</summary>
public sealed class ViewCopyTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly TestDatabases _databases = new();

    private ViewMove Move => new(_databases);

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Views_AreMadeAfterThoseThatTheyRead_WithCommentsAndGrants_AndTakenBack()
    {
        Move.Make("""
            CREATE VIEW inner_one AS SELECT id FROM t;
            CREATE VIEW "outer One" (n, m) COMMENT = 'counts' AS SELECT COUNT(*), MAX(i.id) FROM inner_one AS i -- all of them
            ;
            CREATE OR REPLACE VIEW inner_one COPY GRANTS AS SELECT id, 'it''s; $' AS w FROM t;
            GRANT SELECT ON VIEW inner_one TO ROLE reader;
            GRANT SELECT ON VIEW "outer One" TO DATABASE ROLE reads
            """);
        var run = await Move.CopiedAsync();

        var problems = await Move.FinishAsync(run);

        Assert.Equal(["2|2"], _databases.Rows("target", "SELECT n || '|' || m FROM \"outer One\""));
        Assert.Equal("views.outer One", Assert.Single(problems).Path);
        Assert.Equal(["~", "counts"], _databases.Rows("target", "SELECT comment FROM information_schema.views ORDER BY table_name"));
        Assert.Single(await Move.FinishAsync(run));
        await ViewMove.UndoAsync(run);
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM information_schema.views"));
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM _migration_objects"));
    }

    [SkippableFact]
    public async Task Views_ThatACopyWouldChange_AreNamed()
    {
        Move.Make("""
            CREATE TABLE gone(n NUMBER);
            CREATE VIEW of_nothing AS SELECT n FROM gone;
            CREATE VIEW of_nothing_there AS SELECT n FROM public.gone;
            CREATE VIEW known AS SELECT id FROM t
            """);
        _databases.Execute("target", "CREATE VIEW known AS SELECT 7 AS mine");
        var run = await Move.CopiedAsync();

        var problems = await Move.FinishAsync(run);

        Assert.Equal(["views.KNOWN", "views.OF_NOTHING", "views.OF_NOTHING_THERE"], problems.Select(problem => problem.Path).Order());
        Assert.All(problems, problem => Assert.Equal((ErrorCodes.SchemaReduced, Severity.Warning), (problem.Code, problem.Severity)));
        Assert.Equal(["KNOWN"], _databases.Rows("target", ViewMove.Names));
        await ViewMove.UndoAsync(run);
        Assert.Equal("7", _databases.Scalar("target", "SELECT mine FROM known"));
    }

    [SkippableTheory]
    [InlineData("CREATE VIEW \"")]
    [InlineData("SET MADE = TRUE")]
    [InlineData("COMMENT ON VIEW")]
    public async Task Attempt_ThatStopsOnTheWay_IsFollowedByOneThatKnowsItsView_AndComesTooLate(string at)
    {
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", ViewMove.Table + "; CREATE VIEW seen COMMENT = 'c' AS SELECT id FROM t").Snowflake("target");
        var run = TableRun.Of(databases, "T");
        await run.RunAsync();
        await using var source = await databases.Catalog.OpenAsync("source", CancellationToken.None);
        var schema = await source.ReadSchemaAsync("", CancellationToken.None);
        var gate = account.Gates.Hold(text => text.Contains(at, StringComparison.Ordinal));
        var first = run.OnTargetAsync(target => target.FinishSchemaAsync(schema, 1, CancellationToken.None));
        await gate.Reached.WaitAsync(s_patience);

        if (at == "COMMENT ON VIEW")
            await ViewMove.UndoAsync(run);
        Assert.Empty(await run.OnTargetAsync(target => target.FinishSchemaAsync(schema, 1, CancellationToken.None)));
        Assert.Equal("c", databases.Scalar("target", "SELECT comment FROM information_schema.views"));
        await ViewMove.UndoAsync(run);
        Assert.Empty(databases.Rows("target", ViewMove.Names));
        gate.Open();
        await Record.ExceptionAsync(() => first.WaitAsync(s_patience));
        Assert.Empty(databases.Rows("target", ViewMove.Names));
    }

    [SkippableFact]
    public async Task View_ThatAPersonPutsInThePlaceOfOurs_IsTheirs()
    {
        Move.Make("CREATE VIEW seen AS SELECT id FROM t");
        var run = await Move.CopiedAsync();
        Assert.Empty(await Move.FinishAsync(run));
        _databases.Execute("target", "CREATE OR REPLACE VIEW seen AS SELECT 7 AS mine");

        var kept = await ViewMove.UndoAsync(run);

        Assert.Equal("7", _databases.Scalar("target", "SELECT mine FROM seen"));
        Assert.Equal((ErrorCodes.RollbackKept, "views.SEEN", Severity.Warning), Assert.Single(kept) is var problem ? (problem.Code, problem.Path, problem.Severity) : default);
        Assert.Equal(kept, await ViewMove.UndoAsync(run));
        Assert.Equal("views.SEEN", Assert.Single(await Move.FinishAsync(run)).Path);
        Assert.Empty(await ViewMove.UndoAsync(run));
    }
}
