using Migration.Conformance;
using Snowflake.Emulator.Sql;

namespace Snowflake.Emulator.Tests;

/// <summary>How many rows SHOW gives, and what views tell of themselves.</summary>
public sealed class ShowTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Show_GivesAPageInTheOrderOfNames_AfterTheOneThatIsSaid()
    {
        await using var session = await account.OpenAsync();
        foreach (var name in (string[])["B", "\"a\"", "A", "\"A'\"\"x\""]) await session.RunAsync($"CREATE VIEW {name} AS SELECT 1 AS N");

        Assert.Equal("A\nA'\"x", await session.ColumnsAsync($"SHOW VIEWS IN SCHEMA DB.{session.Schema} LIMIT 2", "name"));
        Assert.Equal("B\na", await session.ColumnsAsync($"SHOW VIEWS IN SCHEMA DB.{session.Schema} LIMIT 2 FROM 'A\\'\"x'", "name"));
        Assert.Equal("B", await session.ColumnsAsync($"SHOW VIEWS IN SCHEMA DB.{session.Schema} STARTS WITH 'B' LIMIT 9 FROM 'A'", "name"));
    }

    [SkippableFact]
    public async Task Show_OfMoreThanTheMost_IsRefusedOrCut()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var engine = await PostgresStatementEngine.StartAsync(new() { ConnectionString = PostgresServer.Shared!.ConnectionString("postgres"), MostShown = 2, DefaultDatabase = "D" });
        await using var session = engine.OpenSession(new("U", "", "", "", ""));
        foreach (var sql in (string[])["CREATE DATABASE D", "CREATE TABLE A (X NUMBER, Y NUMBER, Z NUMBER)", "CREATE TABLE B (X NUMBER)", "CREATE TABLE C (X NUMBER)"]) await RunAsync(sql);

        Assert.Equal("090153", (await Assert.ThrowsAsync<Engine.EngineException>(() => RunAsync("SHOW TABLES IN SCHEMA D.PUBLIC"))).Code);
        Assert.Equal("090153", (await Assert.ThrowsAsync<Engine.EngineException>(() => RunAsync("SHOW TABLES IN SCHEMA D.PUBLIC LIMIT 3"))).Code);
        Assert.Equal(2, await RunAsync("SHOW TABLES IN SCHEMA D.PUBLIC LIMIT 2"));
        Assert.Equal(1, await RunAsync("SHOW TABLES IN SCHEMA D.PUBLIC LIMIT 2 FROM 'B'"));
        Assert.Equal(2, await RunAsync("SHOW COLUMNS IN TABLE D.PUBLIC.A"));

        async Task<int> RunAsync(string sql) => (await session.ExecuteAsync(new("", sql, []), CancellationToken.None)).Rows.Count;
    }

    [SkippableFact]
    public async Task View_TellsItsStatementAndGrants()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("create or replace view V (M) COPY GRANTS comment = 'v' as select 1");
        await session.RunAsync("GRANT SELECT ON VIEW V TO ROLE READER");

        Assert.Equal("create or replace view V (M) COPY GRANTS comment = 'v' as select 1|v|false", await session.ColumnsAsync("SHOW VIEWS LIKE 'v'", "text", "comment", "is_secure"));
        Assert.Equal("OWNERSHIP|VIEW|ACCOUNTADMIN\nSELECT|VIEW|READER", await session.ColumnsAsync("SHOW GRANTS ON VIEW V", "privilege", "granted_on", "grantee_name"));
        Assert.Equal("", await session.RowsAsync($"SELECT POLICY_NAME FROM TABLE(DB.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => 'DB.{session.Schema}.V', REF_ENTITY_DOMAIN => 'view'))"));
        Assert.Equal(("002003", "001003"), (await session.CodeAsync("GRANT SELECT ON VIEW NOTHING TO ROLE READER"), await session.CodeAsync("GRANT INSERT ON VIEW V TO ROLE READER")));
    }
}
