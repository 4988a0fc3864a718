using Snowflake.Emulator.Sql.Account;

namespace Snowflake.Emulator.Tests;

/// <summary>Warehouses and what a role may not do. Each test has a warehouse or a role of its own.</summary>
public sealed class WarehouseTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Warehouse_IsResizedAndShown()
    {
        await using var session = await OpenAsync("SIZED");
        await session.RunAsync("ALTER WAREHOUSE SIZED SET WAREHOUSE_SIZE = 'XXLARGE' WAIT_FOR_COMPLETION = TRUE COMMENT = 'for a while' AUTO_SUSPEND = 60");

        Assert.Equal("SIZED|STARTED|2X-Large|60|true|for a while|1|Y", await session.ColumnsAsync("SHOW WAREHOUSES LIKE 'sized'", "name", "state", "size", "auto_suspend", "auto_resume", "comment", "started_clusters", "is_current"));
        Assert.Equal("001008", await session.CodeAsync("ALTER WAREHOUSE SIZED SET WAREHOUSE_SIZE = 'HUGE'"));
        Assert.Equal("001008", await session.CodeAsync("ALTER WAREHOUSE SIZED SET WAIT_FOR_COMPLETION = TRUE"));
        Assert.Equal("001003", await session.CodeAsync("ALTER WAREHOUSE SIZED SET MAX_CLUSTER_COUNT = 3"));
        Assert.Equal("002003", await session.CodeAsync("ALTER WAREHOUSE NOTHING SUSPEND"));
    }

    [SkippableFact]
    public async Task Warehouse_ThatIsSuspended_ResumesForAStatement_UnlessItMayNot()
    {
        await using var session = await OpenAsync("IDLE");
        await session.RunAsync("CREATE TABLE T (A NUMBER)");
        await session.RunAsync("ALTER WAREHOUSE IDLE SUSPEND");

        Assert.Equal("090064", await session.CodeAsync("ALTER WAREHOUSE IDLE SUSPEND"));
        Assert.Equal("SUSPENDED|0", await session.ColumnsAsync("SHOW WAREHOUSES LIKE 'IDLE'", "state", "started_clusters"));
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
        Assert.Equal("STARTED", await session.ColumnsAsync("SHOW WAREHOUSES LIKE 'IDLE'", "state"));

        await session.RunAsync("ALTER WAREHOUSE IDLE SET AUTO_RESUME = FALSE");
        await session.RunAsync("ALTER WAREHOUSE IDLE SUSPEND");
        Assert.Equal("000606", await session.CodeAsync("SELECT COUNT(*) FROM T"));
        await session.RunAsync("ALTER WAREHOUSE IDLE RESUME IF SUSPENDED");
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task Warehouse_WhoseQuotaIsUsedUp_RunsNothing()
    {
        await using var session = await OpenAsync("SPENT");
        await session.RunAsync("CREATE TABLE T (A NUMBER)");
        account.Engine.Warehouses.Put(new Warehouse("SPENT") { IsStarted = false, IsExhausted = true, ResourceMonitor = "MONTHLY" });

        Assert.Equal("090073", await session.CodeAsync("INSERT INTO T VALUES (1)"));
        Assert.Equal("090073", await session.CodeAsync("ALTER WAREHOUSE SPENT RESUME"));
        Assert.Equal("MONTHLY", await session.ColumnsAsync("SHOW WAREHOUSES LIKE 'SPENT'", "resource_monitor"));
    }

    [SkippableFact]
    public async Task Role_ThatWasDeniedAPrivilege_IsRefused_AndSeesWhatIsLeft()
    {
        await using var session = await OpenAsync("GUARDED", "role=CLERK");
        await session.RunAsync("CREATE TABLE T (A NUMBER)");
        var table = $"DB.{session.Schema}.T";
        foreach (var privilege in (string[])["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]) account.Engine.Denials.Deny("CLERK", privilege, table);
        account.Engine.Denials.Deny("CLERK", "CREATE TABLE", $"DB.{session.Schema}");
        account.Engine.Denials.Deny("CLERK", "MODIFY", "GUARDED");

        foreach (var statement in (string[])["SELECT * FROM T", "INSERT INTO T VALUES (1)", "UPDATE T SET A = 1", "DELETE FROM T", "TRUNCATE TABLE T", "CREATE TABLE U (A NUMBER)", "ALTER WAREHOUSE GUARDED SET AUTO_SUSPEND = 1"])
            Assert.Equal((statement, "003001"), (statement, await session.CodeAsync(statement)));
        Assert.Equal("OWNERSHIP|SYSADMIN\nREFERENCES|CLERK", await session.ColumnsAsync("SHOW GRANTS ON TABLE T", "privilege", "grantee_name"));
        Assert.Equal("OWNERSHIP|SYSADMIN\nUSAGE|CLERK\nOPERATE|CLERK\nMONITOR|CLERK", await session.ColumnsAsync("SHOW GRANTS ON WAREHOUSE GUARDED", "privilege", "grantee_name"));

        account.Engine.Denials.Deny("CLERK", "USAGE", "GUARDED");
        account.Engine.Denials.Allow("CLERK", "SELECT", table);
        Assert.Equal("000606", await session.CodeAsync("SELECT * FROM T"));
    }

    private async Task<SqlSession> OpenAsync(string warehouse, string further = "")
    {
        Skip.If(account.Missing is not null, account.Missing);
        account.Engine.Warehouses.Put(new Warehouse(warehouse));
        return await account.OpenAsync($"warehouse={warehouse};{further}");
    }
}
