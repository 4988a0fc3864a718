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

        Assert.Empty(await TableRun.Of(_databases, "t").OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), CancellationToken.None)));
        Assert.Equal("t", _databases.Scalar("target", "SELECT convalidated FROM pg_constraint WHERE contype = 'f'"));
    }

    private async Task<IReadOnlyList<Problem>> FinishAsync(params string[] tables)
    {
        _databases.Sqlite("source", Tables).Postgres("target");
        foreach (var table in tables)
            await TableRun.Of(_databases, table).RunAsync();
        return await TableRun.Of(_databases, "t").OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), CancellationToken.None));
    }
}
