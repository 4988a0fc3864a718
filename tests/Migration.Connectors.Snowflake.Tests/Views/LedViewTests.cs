using Migration.Conformance;

namespace Migration.Connectors.Snowflake.Tests.Views;

/// <summary>Views that name where they are read from, and secure ones.</summary>
public sealed class LedViewTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly TestDatabases _databases = account.NewDatabases() ?? new();

    private ViewMove Move => new(_databases);

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Names_OfTheSource_LeadToTheTarget_AndOthersStay()
    {
        var source = _databases.SnowflakeName("source");
        Move.Make($"""
            CREATE SCHEMA other;
            CREATE TABLE other.x(n NUMBER); INSERT INTO other.x VALUES (7);
            CREATE VIEW public.by_database AS SELECT {source}.PUBLIC.t.id FROM {source.ToLowerInvariant()}.public.t;
            CREATE VIEW public.by_schema AS SELECT public.t.id FROM public.t JOIN PUBLIC.by_database d ON d.id = t.id;
            CREATE VIEW public.elsewhere AS SELECT n FROM other.x;
            CREATE SECURE VIEW public.hidden AS SELECT COUNT(*) AS n FROM {source}.public.by_schema
            """);
        var run = await Move.CopiedAsync();

        Assert.Empty(await Move.FinishAsync(run));

        _databases.Execute("source", "DELETE FROM public.t WHERE id = 1; UPDATE other.x SET n = 8");
        Assert.Equal(["1", "2"], _databases.Rows("target", "SELECT id FROM by_database ORDER BY 1"));
        Assert.Equal(["1", "2"], _databases.Rows("target", "SELECT id FROM by_schema ORDER BY 1"));
        Assert.Equal(["8"], _databases.Rows("target", "SELECT n FROM elsewhere"));
        Assert.Equal(["2"], _databases.Rows("target", "SELECT n FROM hidden"));
        Assert.Equal(["HIDDEN"], _databases.Rows("target", "SELECT table_name FROM information_schema.views WHERE is_secure = 'YES'"));
        await ViewMove.UndoAsync(run);
        Assert.Empty(_databases.Rows("target", ViewMove.Names));
    }

    [SkippableFact]
    public async Task View_ThatIsSecureByALaterChangeAlone_IsMadeSecure_WithItsText()
    {
        Move.Make("CREATE VIEW seen AS SELECT id FROM t");
        var schema = await Move.SchemaAsync();
        var run = await Move.CopiedAsync();

        Assert.Empty(await Move.FinishAsync(run, schema with { Views = [schema.Views[0] with { IsSecure = true }] }));

        Assert.Equal(["YES"], _databases.Rows("target", "SELECT is_secure FROM information_schema.views"));
    }

    [SkippableFact]
    public async Task SecureView_ThatIsRefused_IsNamed_WithoutAWordOfItsText()
    {
        Move.Make("""
            CREATE TABLE cellar(n NUMBER);
            CREATE SECURE VIEW deep AS SELECT n FROM cellar;
            CREATE SECURE VIEW vague AS SELECT (SELECT MAX(n) FROM cellar) AS m, 'PUBLIC.CELLAR' AS c FROM t WHERE v <> CONCAT('SOURCE.CELLAR', '')
            """);

        var problems = await Move.FinishAsync(await Move.CopiedAsync());

        Assert.Equal(["views.DEEP", "views.VAGUE"], problems.Select(problem => problem.Path).Order());
        Assert.DoesNotContain(problems, problem => (problem.Message + problem.Fix).Contains("cellar", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(_databases.Rows("target", ViewMove.Names));
    }

    [SkippableFact]
    public async Task View_ThatReadsTheSourceThroughAnotherSchema_IsTakenBack_AlsoByAnAttemptThatComesLate()
    {
        Move.Make("""
            CREATE SCHEMA other;
            CREATE VIEW other.through AS SELECT id FROM public.t;
            CREATE VIEW public.seen AS SELECT t.id FROM public.t JOIN other.through USING (id)
            """);
        var run = await Move.CopiedAsync();
        var gate = account.Hold(text => text.Contains("GET_OBJECT_REFERENCES", StringComparison.Ordinal));
        var first = Move.FinishAsync(run);
        await gate.Reached.WaitAsync(s_patience);

        var problems = await Move.FinishAsync(run);
        gate.Open();

        Assert.Equal("views.SEEN", Assert.Single(problems).Path);
        Assert.Contains(".\"PUBLIC\".\"T\" of the source", problems[0].Message, StringComparison.Ordinal);
        await Record.ExceptionAsync(() => first.WaitAsync(s_patience));
        Assert.Empty(_databases.Rows("target", ViewMove.Names));
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM _migration_objects"));
    }

    [SkippableFact]
    public async Task View_ThatReadsTheSourceByAnotherView_WithoutNamingIt_IsTakenBack()
    {
        Move.Make("""
            CREATE SCHEMA other;
            CREATE VIEW other.through AS SELECT id FROM public.t;
            CREATE VIEW public.known AS SELECT id FROM public.t;
            CREATE VIEW public.by_known AS SELECT id FROM known;
            CREATE VIEW public.by_other AS SELECT id FROM other.through
            """);
        _databases.Execute("target", $"CREATE VIEW known AS SELECT id FROM {_databases.SnowflakeName("source")}.public.t");

        var problems = await Move.FinishAsync(await Move.CopiedAsync());

        Assert.Equal(["views.BY_KNOWN", "views.BY_OTHER", "views.KNOWN"], problems.Select(problem => problem.Path).Order());
        Assert.Equal(["KNOWN"], _databases.Rows("target", ViewMove.Names));
    }

    [SkippableFact]
    public async Task Tags_OfAViewAndItsColumns_GoAlong_AndOneThatIsRefusedIsNamed()
    {
        Move.Make("""
            CREATE VIEW seen AS SELECT id, v FROM t;
            CREATE TAG cost;
            CREATE TAG kept;
            ALTER VIEW seen SET TAG cost = 'it''s', kept = 'no';
            ALTER VIEW seen MODIFY COLUMN v SET TAG cost = 'hr';
            GRANT OWNERSHIP ON TAG kept TO ROLE governor
            """);
        var run = await Move.CopiedAsync();

        var problems = await Move.FinishAsync(run);

        Assert.Contains("\"KEPT\" of view 'SEEN'", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(["COSTit's"], Tags("tag_references"));
        Assert.Equal(["COSThrV"], Tags("tag_references_all_columns"));
        Assert.Single(await Move.FinishAsync(run));
    }

    private IReadOnlyList<string> Tags(string function) => _databases.Rows("target",
        $"SELECT tag_name || tag_value || COALESCE(column_name, '') FROM TABLE(information_schema.{function}('{_databases.SnowflakeName("target")}.PUBLIC.SEEN', 'table')) ORDER BY 1");
}
