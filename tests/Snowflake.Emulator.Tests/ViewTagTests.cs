namespace Snowflake.Emulator.Tests;

/// <summary>Tags of views, and grants on sequences.</summary>
public sealed class ViewTagTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Tags_OfAView_AreSet_Told_AndUnset()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE T (ID NUMBER)");
        await session.RunAsync("CREATE VIEW V AS SELECT ID FROM T");
        await session.RunAsync("CREATE TAG COST ALLOWED_VALUES 'hr', 'it'");
        await session.RunAsync("ALTER VIEW V SET TAG COST = 'hr'");
        await session.RunAsync("ALTER VIEW V ALTER COLUMN ID SET TAG COST = 'it'");
        await session.RunAsync("ALTER VIEW IF EXISTS W SET TAG COST = 'it'");
        var own = $"SELECT TAG_NAME, TAG_VALUE, LEVEL FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES('DB.{session.Schema}.V', 'TABLE'))";
        var columns = $"SELECT TAG_NAME, TAG_VALUE, LEVEL, COLUMN_NAME FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('DB.{session.Schema}.V', 'TABLE'))";

        Assert.Equal("COST|hr|VIEW", await session.RowsAsync(own));
        Assert.Equal("COST|it|COLUMN|ID", await session.RowsAsync(columns));
        Assert.Equal("391801", await session.CodeAsync("ALTER VIEW V SET TAG COST = 'x'"));
        Assert.Equal("000904", await session.CodeAsync("ALTER VIEW V ALTER COLUMN NONE SET TAG COST = 'it'"));
        Assert.Equal("001003", await session.CodeAsync("ALTER VIEW V SET SECURE"));
        await session.RunAsync("ALTER VIEW V UNSET TAG COST");
        await session.RunAsync("ALTER VIEW V MODIFY COLUMN ID UNSET TAG COST");
        Assert.Equal("", await session.RowsAsync(own) + await session.RowsAsync(columns));
    }

    [SkippableFact]
    public async Task Grants_OnASequence_AreShown()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE SEQUENCE Q");
        await session.RunAsync("GRANT USAGE ON SEQUENCE Q TO ROLE READER");

        Assert.Equal("OWNERSHIP|ACCOUNTADMIN\nUSAGE|READER", await session.ColumnsAsync("SHOW GRANTS ON SEQUENCE Q", "privilege", "grantee_name"));
        await session.RunAsync("REVOKE USAGE ON SEQUENCE Q FROM ROLE READER");
        Assert.Equal("OWNERSHIP", await session.ColumnsAsync("SHOW GRANTS ON SEQUENCE Q", "privilege"));
        Assert.Equal("001003", await session.CodeAsync("GRANT SELECT ON SEQUENCE Q TO ROLE READER"));
    }
}
