using Migration.Conformance;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Sequences that number columns by their defaults, where a table is made anew within its account.</summary>
public sealed class DefaultSequenceTests : IDisposable
{
    private const string Table = "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, n NUMBER(10,0) DEFAULT \"Num bers\".NEXTVAL, v VARCHAR DEFAULT 'x'); INSERT INTO t (id) VALUES (1), (2)";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("DB.S.Q.NEXTVAL", "\"DB\".\"S\".\"Q\".NEXTVAL")]
    [InlineData("\"d b\".s.\"q\"\"x\".nextval", "\"d b\".\"S\".\"q\"\"x\".NEXTVAL")]
    [InlineData("q.NEXTVAL", "\"D\".\"P\".\"Q\".NEXTVAL")]
    [InlineData("other.q.NEXTVAL", "\"D\".\"OTHER\".\"Q\".NEXTVAL")]
    [InlineData("'DB.S.Q.NEXTVAL'", null)]
    [InlineData("Q.NEXTVAL + 1", null)]
    [InlineData("\"Q\".\"NEXTVAL\"", null)]
    [InlineData("NEXTVAL", null)]
    [InlineData("CURRENT_TIMESTAMP()", null)]
    [InlineData("", null)]
    public void Default_IsOfASequence(string expression, string? expected) => Assert.Equal(expected, SequenceDefault.Of(expression, new("D", "P"))?.Write());

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Table_GoesOnWithASequenceOfItsOwn_WhichARollbackTakesAway(bool isCloned)
    {
        _databases.Snowflake("source", "CREATE SEQUENCE \"Num bers\" START = 100 INCREMENT = 10 ORDER COMMENT = 'it''s'; " + Table).Snowflake("target");
        var run = Run(isCloned);

        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        await run.FinishAsync();
        _databases.Execute("source", "INSERT INTO t (id) VALUES (3)");
        _databases.Execute("target", "INSERT INTO t (id) VALUES (3), (4)");

        Assert.DoesNotContain(prepared.Warnings, warning => warning.Contains("equence", StringComparison.Ordinal));
        Assert.Equal(["100", "110", "120", "130"], _databases.Rows("target", "SELECT n FROM t ORDER BY id"));
        Assert.Equal(["140|10|YES|it's"], _databases.Rows("target", "SELECT next_value || '|' || \"INCREMENT\" || '|' || ordered || '|' || comment FROM information_schema.sequences"));
        Assert.DoesNotContain((await run.PrepareAsync()).Warnings, warning => warning.Contains("equence", StringComparison.Ordinal));
        await UndoAsync(run);
        await run.RollbackAsync();
        Assert.Empty(_databases.Rows("target", "SELECT sequence_name FROM information_schema.sequences"));
        Assert.Equal(["130"], _databases.Rows("source", "SELECT next_value FROM information_schema.sequences"));
    }

    [SkippableFact]
    public async Task Sequence_ThatWasThere_IsUsed_AndNamedWhereItLags()
    {
        _databases.Snowflake("source", "CREATE SEQUENCE \"Num bers\" START = 100; " + Table).Snowflake("target", "CREATE SEQUENCE \"Num bers\" START = 7");
        var run = Run(isCloned: false);

        var prepared = await run.PrepareAsync();

        Assert.Single(prepared.Warnings, warning => warning.StartsWith("Sequence 'Num bers' of the target, which was there, goes on at 7 by 1, that of the source at 102 by 1", StringComparison.Ordinal));
        _databases.Execute("target", "INSERT INTO t (id) VALUES (9)");
        Assert.Equal("7", _databases.Scalar("target", "SELECT n FROM t"));
        await UndoAsync(run);
        Assert.Single(_databases.Rows("target", "SELECT sequence_name FROM information_schema.sequences"));
    }

    [SkippableFact]
    public async Task Sequence_OfAnotherSchema_StaysTheDefault_AndOneThatIsRefusedToo()
    {
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", "CREATE SEQUENCE \"Num bers\"; CREATE SCHEMA other; CREATE SEQUENCE other.q START = 50; " + Table.Replace("v VARCHAR", "o NUMBER DEFAULT other.q.NEXTVAL, v VARCHAR", StringComparison.Ordinal).Replace("CREATE TABLE t", "CREATE TABLE public.t", StringComparison.Ordinal)
            .Replace("\"Num bers\".NEXTVAL", "public.\"Num bers\".NEXTVAL", StringComparison.Ordinal).Replace("INTO t", "INTO public.t", StringComparison.Ordinal)).Snowflake("target");
        account.Engine.Denials.Deny("ACCOUNTADMIN", "CREATE SEQUENCE", $"{databases.SnowflakeName("target")}.PUBLIC");
        var run = TableRun.Of(databases, "T");

        var prepared = await run.PrepareAsync();

        Assert.Single(prepared.Warnings, warning => warning.StartsWith("Sequence 'Num bers', by which columns of table 'T' are numbered, is not made in the target;", StringComparison.Ordinal));
        databases.Execute("target", "INSERT INTO t (id) VALUES (9)");
        Assert.Equal("3|52", databases.Scalar("target", "SELECT n || '|' || o FROM t"));
        Assert.Empty(databases.Rows("target", "SELECT name FROM _migration_objects"));
    }

    [SkippableFact]
    public async Task Grants_OnASequence_GoAlong_AndOneThatIsRefusedIsNamed()
    {
        _databases.Snowflake("source", $"CREATE SEQUENCE \"Num bers\"; {Table}; GRANT USAGE ON SEQUENCE \"Num bers\" TO ROLE reader WITH GRANT OPTION; GRANT USAGE ON SEQUENCE \"Num bers\" TO DATABASE ROLE reads").Snowflake("target");
        var run = Run(isCloned: false);

        var prepared = await run.PrepareAsync();

        Assert.Single(prepared.Warnings, warning => warning.StartsWith("USAGE for DATABASE ROLE", StringComparison.Ordinal) && warning.Contains("of sequence 'Num bers' is not given to its copy.", StringComparison.Ordinal));
        // The owner's, and the role's.
        Assert.Equal(2, _databases.Rows("target", "SHOW GRANTS ON SEQUENCE \"Num bers\"").Count);
    }

    [SkippableFact]
    public async Task Sequence_ThatAPersonPutsInThePlaceOfOurs_StaysAndIsNamed()
    {
        _databases.Snowflake("source", "CREATE SEQUENCE \"Num bers\"; " + Table).Snowflake("target");
        var run = Run(isCloned: false);
        await run.PrepareAsync();
        _databases.Execute("target", "CREATE OR REPLACE SEQUENCE \"Num bers\" START = 500");

        Assert.Equal("sequences.Num bers", Assert.Single(await UndoAsync(run)).Path);
        Assert.Equal(["500"], _databases.Rows("target", "SELECT next_value FROM information_schema.sequences"));
    }

    [SkippableFact]
    public async Task TwoTables_OfOneSequence_ShareItInTheTarget()
    {
        _databases.Snowflake("source", $"CREATE SEQUENCE \"Num bers\"; {Table}; CREATE TABLE u(id NUMBER(10,0) NOT NULL PRIMARY KEY, n NUMBER(10,0) DEFAULT \"Num bers\".NEXTVAL); INSERT INTO u (id) VALUES (1)").Snowflake("target");
        var runs = new[] { Run(isCloned: false), TableRun.Of(_databases, "U") };
        foreach (var run in runs)
            await run.ClaimAsync();

        var prepared = await Task.WhenAll(runs.Select(PreparePatientlyAsync));

        Assert.DoesNotContain(prepared.SelectMany(one => one.Warnings), warning => warning.Contains("equence", StringComparison.Ordinal));
        Assert.Single(_databases.Rows("target", "SELECT name FROM _migration_objects WHERE made"));
        _databases.Execute("target", "INSERT INTO t (id) VALUES (1); INSERT INTO u (id) VALUES (1)");
        Assert.Equal(["4", "5"], _databases.Rows("target", "SELECT n FROM t UNION ALL SELECT n FROM u ORDER BY 1"));
    }

    /// <summary>As an activity does, which tries again where another step was ahead.</summary>
    private static async Task<TablePrepared> PreparePatientlyAsync(TableRun run)
    {
        while (true)
        {
            try
            {
                return await run.DoAsync(table => table.PrepareAsync(CancellationToken.None));
            }
            catch (MigrationException overtaken) when (overtaken.IsTransient)
            {
            }
        }
    }

    private TableRun Run(bool isCloned) => TableRun.Of(_databases, "T").With(job => job with { Configuration = job.Configuration with { CloneTables = isCloned } });

    private static Task<IReadOnlyList<Problem>> UndoAsync(TableRun run) => run.OnTargetAsync(target => target.UndoSchemaAsync(CancellationToken.None));
}
