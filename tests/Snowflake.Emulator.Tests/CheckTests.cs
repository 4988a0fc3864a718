namespace Snowflake.Emulator.Tests;

/// <summary>CHECK constraints: what is told of them, and when they hold.</summary>
public sealed class CheckTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    private const string All = "SELECT CONSTRAINT_TABLE, CONSTRAINT_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = CURRENT_SCHEMA() AND CONSTRAINT_CATALOG = 'DB' ORDER BY 1, 3";

    [SkippableFact]
    public async Task Checks_AreToldWithTheirTableNameAndClause_AndStayWithEveryCopy()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (A NUMBER CHECK (A > 0), \"b\" VARCHAR, CONSTRAINT \"Pair\" CHECK (LENGTH(\"b\") < A OR \"b\" = ' it''s ') ENABLE VALIDATE)");
        await session.RunAsync("CREATE TABLE L LIKE T");
        await session.RunAsync("CREATE TABLE C CLONE T");

        var told = (await session.RowsAsync(All)).Split('\n');

        Assert.Equal(6, told.Length);
        Assert.Matches("^C\\|SYS_CONSTRAINT_[0-9a-f-]{36}\\|A > 0$", told[0]);
        Assert.Equal("T|Pair|LENGTH(\"b\") < A OR \"b\" = ' it''s '", told[5]);
        Assert.Equal(("100133", "100133"), (await session.CodeAsync("INSERT INTO L VALUES (-1, '')"), await session.CodeAsync("INSERT INTO C VALUES (1, 'long')")));
        await session.RunAsync("INSERT INTO C VALUES (NULL, 'long')");
        Assert.Equal("2", await session.RowsAsync("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES AS T LEFT JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS AS C ON C.CONSTRAINT_SCHEMA = T.TABLE_SCHEMA AND C.CONSTRAINT_TABLE = T.TABLE_NAME WHERE T.TABLE_SCHEMA = CURRENT_SCHEMA() AND T.TABLE_NAME = 'C'"));
    }

    [SkippableFact]
    public async Task CheckThatIsAdded_SparesTheRowsThatAreThere_AlsoInAClone()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T AS SELECT -1 AS A");

        Assert.Equal("000002", await session.CodeAsync("ALTER TABLE T ADD CONSTRAINT POSITIVE CHECK (A > 0)"));
        await session.RunAsync("ALTER TABLE T ADD CONSTRAINT POSITIVE CHECK (A > 0) ENABLE NOVALIDATE");
        await session.RunAsync("CREATE TABLE C CLONE T");

        Assert.Equal(("-1", "100133", "100133"), (await session.RowsAsync("SELECT A FROM C"), await session.CodeAsync("INSERT INTO C VALUES (-2)"), await session.CodeAsync("UPDATE T SET A = -2")));
        await session.RunAsync("ALTER TABLE C DROP CONSTRAINT POSITIVE");
        await session.RunAsync("INSERT INTO C VALUES (-2)");
        Assert.Equal("T|POSITIVE|A > 0", await session.RowsAsync(All));
    }

    [SkippableFact]
    public async Task Clause_FollowsARenamedColumn_AndGoesWithItsOnlyOne()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (A NUMBER, B NUMBER, CONSTRAINT ONE CHECK (b < 9), CONSTRAINT TWO CHECK (A < B AND 'A' <> 'a'))");

        await session.RunAsync("ALTER TABLE T RENAME COLUMN A TO \"a\"");

        Assert.Equal("T|TWO|\"a\" < B AND 'A' <> 'a'\nT|ONE|b < 9", await session.RowsAsync(All));
        Assert.Equal("001003", await session.CodeAsync("ALTER TABLE T DROP COLUMN B"));
        await session.RunAsync("ALTER TABLE T DROP CONSTRAINT TWO");
        await session.RunAsync("ALTER TABLE T DROP COLUMN B");
        Assert.Equal("", await session.RowsAsync(All));
    }

    [SkippableTheory]
    [InlineData("A > (SELECT 1)")]
    [InlineData("SUM(A) > 0")]
    [InlineData("ROW_NUMBER() OVER (ORDER BY A) > 0")]
    [InlineData("D <= CURRENT_DATE")]
    [InlineData("CURRENT_ROLE() = 'X'")]
    public async Task Check_ThatAsksMoreThanItsRow_IsRefused(string clause)
    {
        await using var session = await account.OpenAsync();

        Assert.Equal("001003", await session.CodeAsync($"CREATE TABLE T (A NUMBER, D DATE, CHECK ({clause}))"));
    }
}
