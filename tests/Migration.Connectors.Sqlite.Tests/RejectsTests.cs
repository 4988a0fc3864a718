using Migration.Connectors.Ledger;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class RejectsTests : IDisposable
{
    private const string Scores = """
        CREATE TABLE scores(id INTEGER PRIMARY KEY, name TEXT, score REAL);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
        INSERT INTO scores SELECT i, 'name ' || i, CASE WHEN i IN (17, 18, 130) THEN -i ELSE i END FROM n;
        """;

    private const string Strict = "CREATE TABLE scores(id INTEGER PRIMARY KEY, name TEXT UNIQUE, score REAL CHECK (score >= 0));";

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BadRows_WithinTheBudget_ArePutAsideAndTheRestIsEqual(bool pushDown)
    {
        var run = Prepare(maxRejects: 3).By(pushDown);
        await run.PrepareAsync();

        var copied = await run.CopyAsync();
        var validation = await run.ValidateAsync();

        Assert.True(copied.Done);
        Assert.Equal((247, 3), (copied.Checkpoint.Rows, copied.Checkpoint.Rejected));
        Assert.Equal((TableVerdict.Equal, 250, 247, 3), (validation.Verdict, validation.SourceRows, validation.TargetRows, validation.RejectedRows));
        var rejects = await ReadAsync(run);
        Assert.Equal(["17", "18", "130"], rejects.Select(row => row.Key));
        Assert.All(rejects, row => Assert.Equal(ErrorCodes.ConstraintViolated, row.Code));
        Assert.Equal("""{"id":17,"name":"name 17","score":-17}""", rejects[0].Values);
        Assert.Contains("CHECK constraint failed", rejects[0].Reason, StringComparison.Ordinal);
        Assert.Equal("247", _databases.Scalar("target", "SELECT sum(rows) FROM _migration_ranges"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BadRows_WithoutABudget_StopTheTable(bool pushDown)
    {
        var run = Prepare(maxRejects: 0).By(pushDown);
        await run.PrepareAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal((ErrorCodes.ConstraintViolated, 1L, 100L), (refusal.Code, refusal.Batch, refusal.Rows));
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM scores"));
        Assert.Empty(await ReadAsync(run));
    }

    [Fact]
    public async Task BadRows_BeyondTheBudget_StopTheTableUntilItIsRaised()
    {
        var run = Prepare(maxRejects: 2);
        await run.PrepareAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());
        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Equal(2, (await ReadAsync(run)).Count);

        var raised = Prepare(maxRejects: 10, make: false);
        Assert.True((await raised.CopyAsync()).Done);
        Assert.Equal(3, (await raised.ValidateAsync()).RejectedRows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_StoppedAfterEveryCommit_PutsEachRowAsideOnce(bool pushDown)
    {
        var run = Prepare(maxRejects: 3).By(pushDown);
        await run.PrepareAsync();

        for (var done = false; !done;)
        {
            using var stop = new CancellationTokenSource();
            done = (await run.CopyAsync(afterCommit: _ => stop.Cancel(), stop: stop.Token)).Done;
        }

        Assert.Equal(3, (await ReadAsync(run)).Count);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Fact]
    public async Task Attempt_ThatWasOvertaken_PutsNothingAside()
    {
        var run = Prepare(maxRejects: 3);
        await run.PrepareAsync();
        var overtaken = false;

        var fenced = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync(afterCommit: _ =>
        {
            if (!overtaken && (overtaken = true))
                Assert.True(run.CopyAsync().GetAwaiter().GetResult().Done);
        }));

        Assert.Equal(ErrorCodes.AttemptFenced, fenced.Code);
        Assert.Equal(3, (await ReadAsync(run)).Count);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Fact]
    public async Task Rollback_OfATableWithRejects_DropsThem()
    {
        var run = Prepare(maxRejects: 3);
        await run.PrepareAsync();
        await run.CopyAsync();

        await run.RollbackAsync();

        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM sqlite_master WHERE name = '_migration_rejects'"));
    }

    [Fact]
    public async Task Validation_AfterARejectedRowWasDeletedFromTheSource_NamesTheSource()
    {
        var run = Prepare(maxRejects: 3);
        await run.PrepareAsync();
        await run.CopyAsync();
        _databases.Make("source", "DELETE FROM scores WHERE id = 17");

        Assert.Equal(ErrorCodes.SourceChanged, (await run.ValidateAsync()).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequiredColumn_ThatIsNull_PutsItsRowAside(bool pushDown)
    {
        _databases.Make("source", "CREATE TABLE notes(id INTEGER PRIMARY KEY, body TEXT); INSERT INTO notes VALUES (1, 'a'), (2, NULL), (3, 'c')");
        var run = Budget(TableRun.Of(_databases, "notes"), 1).By(pushDown).With(new TableMigration
        {
            SourceTable = "notes",
            Columns =
            [
                new ColumnMapping { SourceColumn = "id", TargetColumn = "id" },
                new ColumnMapping { SourceColumn = "body", TargetColumn = "body", Required = true },
            ],
        });
        await run.PrepareAsync();

        await run.CopyAsync();

        Assert.Equal("2", Assert.Single(await ReadAsync(run)).Key);
        Assert.Equal((2, 1), ((await run.ValidateAsync()).TargetRows, (await run.ValidateAsync()).RejectedRows));
    }

    private TableRun Prepare(int maxRejects, bool make = true)
    {
        if (make)
        {
            _databases.Make("source", Scores);
            _databases.Make("target", Strict);
        }
        return Budget(TableRun.Of(_databases, "scores"), maxRejects);
    }

    private static TableRun Budget(TableRun run, int maxRejects) =>
        run.With(job => job with { Configuration = job.Configuration with { MaxRejects = maxRejects } });

    private async Task<IReadOnlyList<RejectedRow>> ReadAsync(TableRun run)
    {
        await using var target = await _databases.Catalog("target").OpenAsync("target", CancellationToken.None);
        return await target.ReadRejectsAsync("", run.Job.ExecutionId, table: null, CancellationToken.None);
    }
}
