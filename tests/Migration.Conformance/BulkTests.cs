using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Conformance;

/// <summary>The strategy BULK, from every engine into every engine.</summary>
public sealed class BulkTests : IDisposable
{
    private const string Columns = "id INTEGER PRIMARY KEY, v TEXT UNIQUE, w TEXT, n INTEGER, CHECK (n >= 0)";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Table_LoadedInBulk_IsEqual_HasItsKeysAndIndexes_AndIsTakenBackByDroppingIt(string source, string target)
    {
        var run = Make(source, target);

        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        var finished = await run.FinishAsync();

        Assert.True(prepared.Created);
        Assert.False(finished.RowsLost);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal(["id", "v"], await KeysOfTargetAsync());
        // Checks go from SQLite to PostgreSQL and within one of them; a warning says so of others.
        string[] check = source == target || (source, target) == ("sqlite", "postgres") ? ["(1000, 'new', '', -1)"] : [];
        foreach (var broken in target == "snowflake" ? (string[])[] : ["(7, 'new', '', 1)", "(1000, 'value 7', '', 1)", .. check])
            Assert.ThrowsAny<Exception>(() => _databases.Execute("target", $"INSERT INTO t VALUES {broken}"));
        if (source != "snowflake" && target != "snowflake")
            Assert.Equal(["t_n", "t_w"], IndexesOf(target));
        Assert.True((await run.RollbackAsync()).TableDropped);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Table_ThatIsThereAlready_IsRefusedByName_EvenEmpty(string source, string target)
    {
        var run = Make(source, target);
        _databases.Execute("target", $"CREATE TABLE t({Columns})");

        var failure = await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);
        var rehearsal = await run.DoAsync(o => o.RehearseAsync(CancellationToken.None));

        Assert.Equal((ErrorCodes.TargetExists, false), (failure.Code, failure.IsTransient));
        Assert.Contains("'t'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(rehearsal.Problems, p => p is { Code: ErrorCodes.TargetExists, Blocks: true });
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.Pairs), MemberType = typeof(Engines))]
    public async Task Finish_Repeated_BuildsOnlyWhatIsMissing(string source, string target)
    {
        var run = Make(source, target);
        await run.PrepareAsync();
        await run.CopyAsync();
        await run.FinishAsync();
        _databases.Execute("target", "DROP INDEX t_w");

        Assert.Equal(1, (await run.FinishAsync()).IndexesCreated);
        Assert.Equal(0, (await run.FinishAsync()).IndexesCreated);
        Assert.Equal(["t_n", "t_w"], IndexesOf(target));
    }

    private TableRun Make(string source, string target)
    {
        var indexes = source == "snowflake" ? "" : " CREATE INDEX t_w ON t(w); CREATE INDEX t_n ON t(n, w);";
        var rows = string.Join(", ", Enumerable.Range(1, 40).Select(id => $"({id}, 'value {id}', 'w {id % 5}', {id % 7})"));
        _databases.Make(source, "source", $"CREATE TABLE t({Columns});{indexes} INSERT INTO t VALUES {rows}").Make(target, "target");
        return TableRun.Of(_databases, "t", batchSize: 10).With(job => job with { Strategy = MigrationStrategy.Bulk });
    }

    private async Task<IEnumerable<string>> KeysOfTargetAsync()
    {
        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        var table = Assert.Single((await database.ReadSchemaAsync("", CancellationToken.None)).Tables);
        return table.UniqueKeys.Prepend(table.PrimaryKey!).SelectMany(key => key.Columns, (_, part) => part.Column!.ToLowerInvariant());
    }

    private IReadOnlyList<string> IndexesOf(string target) => _databases.Rows("target", target == "sqlite"
        ? "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        : "SELECT indexrelid::regclass::text FROM pg_index i WHERE indrelid = 't'::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid) ORDER BY 1");
}
