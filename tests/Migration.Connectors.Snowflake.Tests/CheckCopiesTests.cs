using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class CheckCopiesTests
{
    [Theory]
    [InlineData("ID > 0", true)]
    [InlineData("id > 0 AND 'N' <> \"Low\"", true)]
    [InlineData("\"n\" > 0", true)]
    [InlineData("N(ID) > 0 /* N */ -- N", true)]
    [InlineData("$$N$$ <> 'it''s \\' N'", true)]
    [InlineData("ID > n", false)]
    [InlineData("ABS(\"N\") > 0", false)]
    [InlineData("\"Low\" = 'x' || N", false)]
    [InlineData("ID IN (1, N)", false)]
    [InlineData("\"Wide\" < 9", false)]
    [InlineData("ID > 'no end", false)]
    public void Clause_GoesAlong_WhereItsColumnsStayWhatTheyAre(string clause, bool isKept)
    {
        var copies = Copies(TableDefinition.SnowflakeDialect, new CheckDefinition("it\"s", clause));

        Assert.Equal(isKept ? [$"CONSTRAINT \"it\"\"s\" CHECK ({clause}{(clause.Contains("--", StringComparison.Ordinal) ? "\n" : "")})"] : [], copies.Clauses());
        Assert.Equal(isKept ? 0 : 1, copies.Warnings().Count());
    }

    [Fact]
    public void Check_WhoseClauseIsNotTold_KeepsNoOtherFromGoingAlong()
    {
        var copies = Copies(TableDefinition.SnowflakeDialect, new("HIDDEN", ""), new("TOLD", "ID > 0"));

        Assert.Equal(["CONSTRAINT \"TOLD\" CHECK (ID > 0)"], copies.Clauses());
        Assert.Equal(["The check 'HIDDEN' of table 'T' is not created: its clause is not told to this role."], copies.Warnings());
    }

    [Fact]
    public void Clause_OfAnotherEngine_StaysBehind()
    {
        var copies = Copies(TableDefinition.PostgresDialect, new CheckDefinition(null, "ID > 0"));

        Assert.Empty(copies.Clauses());
        Assert.Equal(["The check 'ID > 0' is not created. Add it by hand in Snowflake's words, where it is wanted."], copies.Warnings());
    }

    [Fact]
    public void Clauses_ThatWereRefused_AreLeftOutOnce()
    {
        var copies = Copies(TableDefinition.SnowflakeDialect, new CheckDefinition(null, "ID > 0"));

        Assert.Equal((true, false), (copies.LeaveOut("Why."), copies.LeaveOut("Again.")));
        Assert.Empty(copies.Clauses());
        Assert.Equal(["Table 'T' was made without the check 'ID > 0'. Add it by hand, where it is wanted. Why."], copies.Lacking(new TableDefinition("T", [])));
        Assert.Empty(copies.Lacking(new TableDefinition("T", []) { Untold = ["Unknown."] }));
    }

    private static CheckCopies Copies(string dialect, params IReadOnlyList<CheckDefinition> checks)
    {
        ColumnDefinition id = new("ID", "NUMBER"), n = new("N", "NUMBER"), low = new("Low", "VARCHAR"), wide = new("Wide", "NUMBER");
        return new(new TableDefinition("T", [id, n, low, wide]) { Dialect = dialect, Checks = checks },
            [new("id", id, IsDirect: true), new("M", n, IsDirect: true), new("Low", low, IsDirect: true), new("Wide", wide, IsDirect: true) { DataType = "VARCHAR" }]);
    }
}
