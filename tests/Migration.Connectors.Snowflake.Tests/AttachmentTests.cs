using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Policies, tags, grants, clustering keys and numbers of a table that is made anew within its account.</summary>
public sealed class AttachmentTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task CreatedTable_HasThePoliciesTagsGrantsAndClusteringKeyOfItsSource()
    {
        Make();

        var run = TableRun.Of(_databases, "t");
        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        await run.FinishAsync();

        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal(Policies("source"), Policies("target"));
        Assert.Equal(Tags("source"), Tags("target"));
        Assert.Equal((3, 2), (Policies("target").Count, Tags("target").Count));
        Assert.Equal("LINEAR(ID)", _databases.Scalar("target", "SELECT clustering_key FROM information_schema.tables WHERE table_name = 'T'"));
        Assert.Contains(prepared.Warnings, warning => warning.StartsWith("SELECT for DATABASE ROLE", StringComparison.Ordinal));
        Assert.DoesNotContain(prepared.Warnings, warning => warning.Contains("READER", StringComparison.Ordinal));
        Assert.Equal(prepared.Warnings.Count, (await run.PrepareAsync()).Warnings.Count);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Policy_ThatTheRoleMayNotApply_StopsTheTableBeforeARow()
    {
        Make();
        _databases.Execute("source", "GRANT OWNERSHIP ON MASKING POLICY hide TO ROLE governor");
        var run = TableRun.Of(_databases, "t");

        var refusal = await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);

        Assert.Equal(ErrorCodes.DatabaseUnreadable, refusal.Code);
        Assert.Contains("of column 'MAIL', and its copy 'T' would not be: nothing was copied.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task NumberedColumn_GoesOnAfterTheLastNumberOfItsSource()
    {
        _databases.Snowflake("source", "CREATE TABLE t(id NUMBER(10,0) NOT NULL IDENTITY (5, 10), v VARCHAR); INSERT INTO t (v) VALUES ('a'), ('b')").Snowflake("target");
        await TableRun.Of(_databases, "t").RunAsync();

        _databases.Execute("target", "INSERT INTO t (v) VALUES ('c')");

        Assert.Equal(["5", "15", "25"], _databases.Rows("target", "SELECT id FROM t ORDER BY id"));
    }

    [SkippableFact]
    public async Task NumberedColumn_OfSqlite_GoesOn()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT); INSERT INTO t VALUES (7, 'a')").Snowflake("target");
        await TableRun.Of(_databases, "t").RunAsync();

        _databases.Execute("target", "INSERT INTO t (v) VALUES ('b')");

        Assert.Equal(["7", "8"], _databases.Rows("target", "SELECT id FROM t ORDER BY id"));
    }

    private void Make()
    {
        _databases.Snowflake("source", """
            CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, mail VARCHAR, is_open BOOLEAN, note VARCHAR) CLUSTER BY (ID);
            INSERT INTO t VALUES (1, 'a', TRUE, 'x'), (2, 'b', FALSE, 'y');
            CREATE MASKING POLICY hide AS (v VARCHAR, o BOOLEAN) RETURNS VARCHAR -> IFF(o OR CURRENT_ROLE() = 'ACCOUNTADMIN', v, NULL);
            CREATE MASKING POLICY upper_note AS (v VARCHAR) RETURNS VARCHAR -> v;
            CREATE ROW ACCESS POLICY mine AS (i NUMBER) RETURNS BOOLEAN -> i > 0;
            ALTER TABLE t ALTER COLUMN mail SET MASKING POLICY hide USING (mail, is_open);
            ALTER TABLE t ALTER COLUMN note SET MASKING POLICY upper_note;
            ALTER TABLE t ADD ROW ACCESS POLICY mine ON (id);
            CREATE TAG cost;
            ALTER TABLE t SET TAG cost = 'it''s';
            ALTER TABLE t ALTER COLUMN note SET TAG cost = 'hr';
            GRANT SELECT ON TABLE t TO ROLE reader WITH GRANT OPTION;
            GRANT SELECT ON TABLE t TO DATABASE ROLE reads
            """).Snowflake("target");
    }

    private IReadOnlyList<string> Policies(string database) => _databases.Rows(database,
        $"SELECT policy_db || policy_name || '|' || COALESCE(ref_column_name, '~') || '|' || COALESCE(ref_arg_column_names, '~') FROM TABLE(information_schema.policy_references(ref_entity_name => '{_databases.SnowflakeName(database)}.PUBLIC.T', ref_entity_domain => 'table')) ORDER BY 1");

    private IReadOnlyList<string> Tags(string database) => [.. new[] { "tag_references", "tag_references_all_columns" }.SelectMany(function => _databases.Rows(database,
        $"SELECT tag_database || tag_name || tag_value || COALESCE(column_name, '') FROM TABLE(information_schema.{function}('{_databases.SnowflakeName(database)}.PUBLIC.T', 'table')) ORDER BY 1"))];
}
