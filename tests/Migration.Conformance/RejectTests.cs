using System.Text.RegularExpressions;
using Migration.Connectors.Ledger;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Conformance;

/// <summary>Rows that a target refuses are put aside within the plan's budget, from every engine to every other.</summary>
public sealed class RejectTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task RowsAgainstAConstraint_OfOneTable_ArePutAside(string source, string target)
    {
        _databases.Make(source, "source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 60).Select(i => $"({i}, {(i is 7 or 40 ? -i : i)})"))}")
            .Make(target, "target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER CHECK (v > 0))");
        var run = Budget(TableRun.Of(_databases, "t", batchSize: 25), 2);

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, 60, 58, 2), (validation.Verdict, validation.SourceRows, validation.TargetRows, validation.RejectedRows));
        var rejects = await ReadAsync(run);
        Assert.Equal(["7", "40"], rejects.Select(row => row.Key));
        Assert.Equal(source == "postgres" && target == "postgres" ? """{"id":{"hex":"00000028"},"v":{"hex":"ffffffd8"}}""" : """{"id":40,"v":-40}""", rejects[1].Values, ignoreCase: true);
        Assert.All(rejects, row => Assert.Equal(ErrorCodes.ConstraintViolated, row.Code));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Empty(await ReadAsync(run));
    }

    [SkippableFact]
    public async Task ValuesWithoutAForm_OfSqlite_ArePutAsideAsTheyAreStored()
    {
        _databases.Sqlite("source", """
            CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER, s TEXT);
            INSERT INTO t VALUES (1, 1, 'a'), (2, 'two', 'b'), (3, 3, 'x' || char(0)), (4, 4, 'd'), (5, x'05', 'e');
            """).Postgres("target");
        var run = Budget(TableRun.Of(_databases, "t"), 3);

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, 5, 2, 3), (validation.Verdict, validation.SourceRows, validation.TargetRows, validation.RejectedRows));
        Assert.Equal(["1", "4"], _databases.Rows("target", "SELECT id FROM t ORDER BY id"));
        var rejects = await ReadAsync(run);
        Assert.Equal(["2", "3", "5"], rejects.Select(row => row.Key));
        Assert.Equal(
            ["""{"id":2,"v":"two","s":"b"}""", """{"id":3,"v":3,"s":"x\u0000"}""", """{"id":5,"v":{"hex":"05"},"s":"e"}"""], rejects.Select(row => row.Values));
        Assert.All(rejects, row => Assert.Equal(ErrorCodes.ValueRejected, row.Code));
    }

    [SkippableFact]
    public async Task ValuesWithoutAForm_BeyondTheBudget_StopTheTableWithTheBudgetUsed()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER); INSERT INTO t VALUES (1, 'a'), (2, 2), (3, 'c'), (4, 'd'), (5, 'e')").Postgres("target");
        var run = Budget(TableRun.Of(_databases, "t"), 2);
        await run.PrepareAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal(ErrorCodes.ValueRejected, refusal.Code);
        Assert.Single(Regex.Matches(refusal.Message, "maxRejects"));
        Assert.Equal(["1", "3"], (await ReadAsync(run)).Select(row => row.Key));
        var raised = Budget(run, 4);
        Assert.True((await raised.CopyAsync()).Done);
        Assert.Equal((TableVerdict.Equal, 4L), ((await raised.ValidateAsync()).Verdict, (await raised.ValidateAsync()).RejectedRows));
    }

    [SkippableFact]
    public async Task BadRowsOfBothKinds_BesideEachOther_AreEachPutAsideWithTheirOwnKey()
    {
        _databases.Sqlite("source", """
            CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER, s TEXT);
            INSERT INTO t VALUES (1, -1, 'a'), (2, 'two', 'b'), (3, 'three', NULL), (4, -4, 'd'), (5, 5, 'e'), (6, 6, NULL);
            """).Postgres("target", "CREATE TABLE t(id integer PRIMARY KEY, v integer CHECK (v > 0), s text)");
        var required = new[] { "id", "v", "s" }.Select(name => new ColumnMapping { SourceColumn = name, TargetColumn = name, Required = name == "s" });
        var run = Budget(TableRun.Of(_databases, "t"), 5).With(job => job with { Table = job.Table with { Columns = [.. required] } });

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, 6, 1, 5), (validation.Verdict, validation.SourceRows, validation.TargetRows, validation.RejectedRows));
        var rejects = await ReadAsync(run);
        Assert.Equal(["1", "2", "3", "4", "6"], rejects.Select(row => row.Key));
        Assert.Equal(
            [ErrorCodes.ConstraintViolated, ErrorCodes.ValueRejected, ErrorCodes.ValueRejected, ErrorCodes.ConstraintViolated, ErrorCodes.ConstraintViolated],
            rejects.Select(row => row.Code));
    }

    private static TableRun Budget(TableRun run, int rows) =>
        run.With(job => job with { Configuration = job.Configuration with { MaxRejects = rows } });

    private async Task<IReadOnlyList<RejectedRow>> ReadAsync(TableRun run)
    {
        await using var target = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        return await target.ReadRejectsAsync("", run.Job.ExecutionId, table: null, CancellationToken.None);
    }
}
