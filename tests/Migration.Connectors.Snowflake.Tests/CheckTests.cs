using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Snowflake.Emulator.Engine;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>CHECK constraints of a table that is copied within its account or out of it.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Table = """
        CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY CHECK (id > 0), n NUMBER(5,2), "Low" VARCHAR,
        CONSTRAINT "Pair's" CHECK (n < id OR "Low" <> 'it''s \\ $$ N' /* N */), CONSTRAINT SHORT CHECK (LENGTH("Low") < 9 -- bytes
        ));
        INSERT INTO t VALUES (1, 0.5, 'a'), (2, NULL, 'b')
        """;

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreatedTable_HasTheChecksOfItsSource(bool isCloned)
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        var run = TableRun.Of(_databases, "t").With(job => job with { Configuration = job.Configuration with { CloneTables = isCloned } });

        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        await run.FinishAsync();

        Assert.Equal(3, Checks("target").Count);
        Assert.Equal(Checks("source"), Checks("target"));
        Assert.DoesNotContain(prepared.Warnings, IsOfACheck);
        Assert.DoesNotContain((await run.PrepareAsync()).Warnings, IsOfACheck);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Check_OfAColumnThatDoesNotArriveAsItIs_IsNamed()
    {
        _databases.Snowflake("source", Table).Snowflake("target");
        var run = TableRun.Of(_databases, "t").With(job => job with
        {
            Table = job.Table with
            {
                Columns = [new() { SourceColumn = "ID" }, new() { SourceColumn = "N", TargetColumn = "M" }, new() { SourceColumn = "Low", DataType = "VARCHAR(20)" }],
            },
        });

        var warnings = (await run.PrepareAsync()).Warnings.Where(IsOfACheck);

        Assert.Equal(["~:id > 0"], Checks("target"));
        Assert.Equal(["The check 'Pair's' of table 'T' is not created: a column of it is not mapped as it is.", "The check 'SHORT' of table 'T' is not created: a column of it is not mapped as it is."], warnings.Order());
    }

    [SkippableTheory]
    [InlineData("CHECK_CONSTRAINTS", "Which checks table 'T' has is not told to this role, so a table made from it gets none of them. ", 1)]
    [InlineData("CHECK (", "Table 'T' was made without the check 'SHORT'. Add it by hand, where it is wanted. ", 3)]
    public async Task WhatTheAccountRefuses_IsTold_AndTheTableIsMade(string refused, string warning, int warnings)
    {
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", Table).Snowflake("target");
        account.Gates.Refuse(text => text.Contains(refused, StringComparison.Ordinal), new EngineException("002003", "42S02", "Object 'IT' does not exist or not authorized."));
        var run = TableRun.Of(databases, "t");

        var told = (await run.PrepareAsync()).Warnings.Where(IsOfACheck).ToList();

        Assert.Equal(warnings, told.Count);
        Assert.Single(told, text => text.StartsWith(warning, StringComparison.Ordinal) && text.Contains("'IT' does not exist", StringComparison.Ordinal));
        Assert.Equal(warnings, (await run.PrepareAsync()).Warnings.Count(IsOfACheck));
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Check_InAnotherEngine_IsNamed(string engine)
    {
        _databases.Snowflake("source", Table).Make(engine, "target");

        var warnings = (await TableRun.Of(_databases, "T").PrepareAsync()).Warnings.Where(IsOfACheck).ToList();

        Assert.Equal(3, warnings.Count);
        Assert.Contains("The check 'id > 0' of table 'T' is in Snowflake's words; it is left out.", warnings);
        Assert.Contains("The check 'Pair's' of table 'T' is in Snowflake's words; it is left out.", warnings);
    }

    [SkippableTheory]
    [InlineData(MigrationStrategy.Batch)]
    [InlineData(MigrationStrategy.Incremental)]
    public async Task Check_OfATableThatWasThere_StopsWhatBreaksIt_AndARollbackNeedsItUnchanged(MigrationStrategy strategy)
    {
        _databases.Snowflake("source", Table).Snowflake("target", """CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, n NUMBER(5,2), "Low" VARCHAR CHECK ("Low" <> 'b'))""");
        var run = TableRun.Of(_databases, "t").With(job => job with { Strategy = strategy });
        await run.PrepareAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => run.CopyInSlicesAsync());

        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Contains("a row violates a constraint (code 100133", refusal.Message, StringComparison.Ordinal);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        _databases.Execute("target", "ALTER TABLE t ADD CONSTRAINT more CHECK (n > 0) ENABLE NOVALIDATE");
        Assert.False((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Rollback_OfAnExecutionThatAVersionWithoutChecksBegan_IsVerifiedByTheRest()
    {
        _databases.Snowflake("source", Table).Snowflake("target", Table);
        var run = TableRun.Of(_databases, "t").With(job => job with { Strategy = MigrationStrategy.Incremental });
        await run.PrepareAsync();
        var before = _databases.Scalar("target", "SELECT schema_before FROM _migration_undo")!;
        _databases.Execute("target", $"UPDATE _migration_undo SET schema_before = '{before[..before.IndexOf("check", StringComparison.Ordinal)]}'");

        await run.RollbackAsync();

        Assert.True((await run.VerifyRollbackAsync()).Equal);
        _databases.Execute("target", "ALTER TABLE t ADD COLUMN more NUMBER");
        Assert.False((await run.VerifyRollbackAsync()).Equal);
    }

    private static bool IsOfACheck(string warning) => warning.Contains("check", StringComparison.Ordinal);

    private IReadOnlyList<string> Checks(string database) => _databases.Rows(database,
        "SELECT IFF(constraint_name LIKE 'SYS%', '~', constraint_name) || ':' || check_clause FROM information_schema.check_constraints WHERE constraint_schema = 'PUBLIC' AND constraint_table = 'T' ORDER BY 1");
}
