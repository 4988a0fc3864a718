using System.Security.Cryptography;
using System.Text.Json;

namespace Snowflake.Emulator.Tests;

/// <summary>The protocol of Snowflake's drivers: sessions that live across requests.</summary>
public sealed class DriverProtocolTests(SqlAccount account) : IClassFixture<SqlAccount>
{
    [SkippableFact]
    public async Task Login_NeedsTheKeyOfTheUser()
    {
        await using var session = await account.OpenAsync();
        using var client = new DriverClient(account.Emulator);
        using var other = RSA.Create(2048);

        Assert.Equal("390144", DriverClient.Code(await client.LogInAsync(session.Schema, other)));
        Assert.Equal("390100", DriverClient.Code(await client.LogInAsync(session.Schema, authenticator: "SNOWFLAKE")));
        Assert.Equal("390111", DriverClient.Code(await client.QueryAsync("SELECT 1")));
        var reply = await client.LogInAsync(session.Schema);
        Assert.Equal(("DB", session.Schema), (reply.GetProperty("data").GetProperty("sessionInfo").GetProperty("databaseName").GetString(), reply.GetProperty("data").GetProperty("sessionInfo").GetProperty("schemaName").GetString()));
    }

    [SkippableFact]
    public async Task Session_KeepsItsTransactionAndParameters_UntilItIsClosed()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        await session.RunAsync("CREATE TABLE T (N NUMBER(9,2), M TIMESTAMP_LTZ)");

        await client.QueryAsync("ALTER SESSION SET TIMEZONE = 'UTC'");
        await client.QueryAsync("BEGIN TRANSACTION");
        var inserted = await client.QueryAsync("INSERT INTO T VALUES (1.5, '2000-01-01 00:00:00'::TIMESTAMP_NTZ::TIMESTAMP_LTZ)");

        Assert.Equal(("1", 0x3100), (DriverClient.Rows(inserted), inserted.GetProperty("data").GetProperty("statementTypeId").GetInt32()));
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
        Assert.Equal("1.50|946684800.000000000", await client.RowsAsync("SELECT N, M FROM T"));
        await client.QueryAsync("COMMIT");
        await client.QueryAsync("BEGIN TRANSACTION");
        await client.QueryAsync("DELETE FROM T");
        await client.PostAsync("/session?delete=true", new { });
        Assert.Equal("390111", DriverClient.Code(await client.QueryAsync("SELECT 1")));
        Assert.Equal("1", await session.RowsAsync("SELECT COUNT(*) FROM T"));
    }

    [SkippableFact]
    public async Task Query_ThatIsSentAgain_RunsOnce_AndOneThatFails_SaysWhy()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        await session.RunAsync("CREATE TABLE T (N NUMBER)");
        var id = Guid.NewGuid();

        await client.QueryAsync("INSERT INTO T VALUES (1)", id);
        var again = await client.QueryAsync("INSERT INTO T VALUES (1)", id, "&retryCount=1&retryReason=0");
        var failed = await client.QueryAsync("SELECT * FROM NOWHERE");

        Assert.Equal(("1", "1"), (DriverClient.Rows(again), await session.RowsAsync("SELECT COUNT(*) FROM T")));
        Assert.Equal(("002003", "42S02", false), (DriverClient.Code(failed), DriverClient.Text(failed, "sqlState"), failed.GetProperty("success").GetBoolean()));
        Assert.Equal("000008", DriverClient.Code(await client.QueryAsync("SELECT 1; SELECT 2")));
        Assert.Equal("000002", DriverClient.Code(await client.PostAsync($"/queries/v1/query-request?requestId={id}", new { sqlText = "SELECT 1", parameters = new { MULTI_STATEMENT_COUNT = "0" } })));
    }

    [SkippableFact]
    public async Task Query_ThatIsNotWaitedFor_IsFoundById_ByAnotherSessionToo()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        using var other = await LoggedInAsync(session);

        var begun = await client.QueryAsync("SELECT 7", asynchronous: true);
        var id = DriverClient.Text(begun, "queryId");

        Assert.Equal(("333334", $"/queries/{id}/result"), (DriverClient.Code(begun), DriverClient.Text(begun, "getResultUrl")));
        Assert.Equal("7", DriverClient.Rows(await other.GetAsync($"/queries/{id}/result")));
        Assert.Equal("SUCCESS", (await other.GetAsync($"/monitoring/queries/{id}")).GetProperty("data").GetProperty("queries")[0].GetProperty("status").GetString());
        Assert.Equal(0, (await other.GetAsync($"/monitoring/queries/{Guid.NewGuid()}")).GetProperty("data").GetProperty("queries").GetArrayLength());
        Assert.Equal("000709", DriverClient.Code(await client.PostAsync("/queries/v1/abort-request", new { requestId = Guid.NewGuid() })));
    }

    [SkippableFact]
    public async Task Files_ThatWerePut_AreCopiedOnce_UnlessForced()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        await session.RunAsync("CREATE TABLE T (N NUMBER, D VARIANT)");
        await session.RunAsync("CREATE STAGE IF NOT EXISTS FILES");
        await client.PutAsync("@FILES/a1/2/", "rows.json.gz", "[\"x\"]\n[\"y\", null]\n");
        const string Copy = "COPY INTO T (N, D) FROM (SELECT METADATA$FILE_ROW_NUMBER, $1 FROM @FILES/a1/2/rows.json.gz) FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP) ON_ERROR = ABORT_STATEMENT";

        Assert.Equal("a1/2/rows.json.gz|LOADED|2|2|1|0|~|~|~|~", await client.RowsAsync(Copy));
        Assert.Equal("Copy executed with 0 files processed.", await client.RowsAsync(Copy));
        await client.QueryAsync($"{Copy} FORCE = TRUE PURGE = TRUE");
        Assert.Equal("Copy executed with 0 files processed.", await client.RowsAsync($"{Copy} FORCE = TRUE"));

        Assert.Equal("1|x\n1|x\n2|y\n2|y", await session.RowsAsync("SELECT N, D[0]::VARCHAR FROM T ORDER BY N"));
    }

    [SkippableFact]
    public async Task File_ThatIsLarge_IsLoadedInParts_AndItsRowsAreNumberedThroughout()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        await session.RunAsync("CREATE TABLE T (N NUMBER, D VARIANT)");
        await session.RunAsync("CREATE STAGE FILES");
        await client.PutAsync("@FILES/", "rows.json.gz", string.Concat(Enumerable.Range(1, 20).Select(i => $"[\"{i}\", \"{new string('x', 1_000_000)}\"]\n")));

        Assert.Equal("rows.json.gz|LOADED|20|20|1|0|~|~|~|~", await client.RowsAsync("COPY INTO T (N, D) FROM (SELECT METADATA$FILE_ROW_NUMBER, $1 FROM @FILES/rows.json.gz) FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP)"));
        Assert.Equal("20|20", await session.RowsAsync("SELECT COUNT(*), SUM(IFF(D[0]::VARCHAR = N::VARCHAR, 1, 0)) FROM T"));
    }

    [SkippableFact]
    public async Task Files_ThatCannotBeCopied_LoadNothing()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);
        await session.RunAsync("CREATE TABLE T (D VARIANT)");
        await session.RunAsync("CREATE TABLE C (D VARIANT, CHECK (D IS NOT NULL))");
        await session.RunAsync("CREATE STAGE FILES");
        await client.PutAsync("@FILES/b/", "broken.json.gz", "[\"x\"]\n[\"y\"");
        const string From = "FROM (SELECT $1 FROM @FILES/b/) FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP)";

        Assert.Equal("100069", DriverClient.Code(await client.QueryAsync($"COPY INTO T {From}")));
        Assert.Equal("000002", DriverClient.Code(await client.QueryAsync($"COPY INTO C {From}")));
        Assert.Equal("001003", DriverClient.Code(await client.QueryAsync("COPY INTO T FROM (SELECT $1 FROM @FILES/b/) FILE_FORMAT = (TYPE = CSV)")));
        Assert.Equal("files/b/broken.json.gz|removed", await client.RowsAsync("REMOVE @FILES/b/"));
        Assert.Equal("0", await session.RowsAsync("SELECT COUNT(*) FROM T"));
        Assert.Equal("000002", await session.CodeAsync("PUT 'file:///nowhere' @FILES/b/"));
        await session.RunAsync("DROP STAGE FILES");
        Assert.Equal("002003", DriverClient.Code(await client.QueryAsync("REMOVE @FILES/b/")));
    }

    [SkippableFact]
    public async Task Session_IsRenewedByItsMasterToken()
    {
        await using var session = await account.OpenAsync();
        using var client = await LoggedInAsync(session);

        var renewed = await client.PostAsync("/session/token-request", new { oldSessionToken = client.Token, requestType = "RENEW" }, client.MasterToken);

        Assert.Equal("390111", DriverClient.Code(await client.QueryAsync("SELECT 1")));
        client.Token = DriverClient.Text(renewed, "sessionToken");
        Assert.True((await client.PostAsync("/session/heartbeat", new { })).GetProperty("success").GetBoolean());
        Assert.Equal("1", await client.RowsAsync("SELECT 1"));
    }

    private async Task<DriverClient> LoggedInAsync(SqlSession session)
    {
        var client = new DriverClient(account.Emulator);
        Assert.Equal(JsonValueKind.True, (await client.LogInAsync(session.Schema)).GetProperty("success").ValueKind);
        return client;
    }
}
