namespace Snowflake.Emulator.Tests;

/// <summary>GET_OBJECT_REFERENCES.</summary>
public sealed class ObjectReferenceTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task References_OfAView_AreThoseOfItsViewsToo()
    {
        await using var session = await account.OpenAsync();
        await session.RunAsync("CREATE TABLE A (ID NUMBER)");
        await session.RunAsync("CREATE TABLE \"b\" (ID NUMBER)");
        await session.RunAsync("CREATE TABLE C (ID NUMBER)");
        await session.RunAsync("CREATE VIEW V AS SELECT A.ID FROM A WHERE ID IN (SELECT ID FROM \"b\")");
        await session.RunAsync("CREATE VIEW \"w\" AS WITH C AS (SELECT ID FROM V) SELECT ID FROM C");

        var rows = await session.RowsAsync($"SELECT SCHEMA_NAME, VIEW_NAME, REFERENCED_DATABASE_NAME, REFERENCED_OBJECT_NAME, REFERENCED_OBJECT_TYPE FROM TABLE(GET_OBJECT_REFERENCES(DATABASE_NAME => 'db', SCHEMA_NAME => '\"{session.Schema}\"', OBJECT_NAME => '\"w\"')) ORDER BY REFERENCED_OBJECT_NAME");

        Assert.Equal($"{session.Schema}|w|DB|A|TABLE\n{session.Schema}|w|DB|V|VIEW\n{session.Schema}|w|DB|b|TABLE", rows);
        Assert.Equal("002003", await session.CodeAsync($"SELECT 1 FROM TABLE(GET_OBJECT_REFERENCES(DATABASE_NAME => 'db', SCHEMA_NAME => '{session.Schema}', OBJECT_NAME => 'A'))"));
    }
}
