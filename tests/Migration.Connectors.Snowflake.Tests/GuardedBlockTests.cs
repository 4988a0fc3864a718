using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class GuardedBlockTests
{
    [Fact]
    public void Block_IsOneStatement_ThatTakesAllBackWhereARowCountIsAnother() => Assert.Equal(
        """
        EXECUTE IMMEDIATE $$DECLARE
        refused_fenced EXCEPTION (-20101, 'MIGRATION_Fenced');
        BEGIN
        BEGIN TRANSACTION;
        UPDATE s SET e = e;
        IF (SQLROWCOUNT <> 1) THEN
        RAISE refused_fenced;
        END IF;
        DELETE FROM t;
        COMMIT;
        EXCEPTION
        WHEN OTHER THEN
        ROLLBACK;
        RAISE;
        END;$$
        """, new GuardedBlock().Then("UPDATE s SET e = e", 1, BlockRefusal.Fenced).Then("DELETE FROM t").ToStatement());

    [Fact]
    public void Block_WithDollarsInAValue_IsQuotedInstead()
    {
        var text = new GuardedBlock().Then(@"DELETE FROM t WHERE v = '$$\\'").ToStatement();

        Assert.StartsWith("EXECUTE IMMEDIATE 'BEGIN", text, StringComparison.Ordinal);
        Assert.Contains(@"v = ''$$\\\\''", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_ComesAfterTheCommit_InTheSameRequest() => Assert.Contains(
        "DELETE FROM t;\nCOMMIT;\nDROP TABLE t;\nEXCEPTION", new GuardedBlock().ThenDefine("DROP TABLE t").Then("DELETE FROM t").ToStatement(), StringComparison.Ordinal);

    [Fact]
    public void StatementId_FollowsFromItsParts()
    {
        Assert.Equal(StatementId.Of("a", "1"), StatementId.Of("a", "1"));
        Assert.NotEqual(StatementId.Of("a", "1"), StatementId.Of("a", "2"));
        Assert.Equal('8', StatementId.Of("a").ToString()[14]);
    }

    [Fact]
    public void QueryTag_OfALongKey_IsNoLongerThanSnowflakeTakes() =>
        Assert.InRange(new QueryTag(new string('e', 60), new string('T', 255), new string('0', 4_000)).ToString().Length, 500, 2_000);

    [Fact]
    public void QueryTag_NamesExecutionTableAndRange() => Assert.Equal(
        """{"product":"snowflake-deploy","execution":"run-1","table":"T","range":"00"}""", new QueryTag("run-1", "T", "00").ToString());
}
