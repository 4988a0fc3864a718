using System.Security.Cryptography;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Snowflake.Emulator;
using Snowflake.Emulator.Engine;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class WriteAccessTests
{
    private const string InSession = "SELECT IS_ROLE_IN_SESSION('O''WNER')";

    [Theory]
    [InlineData("OWNERSHIP", "ROLE", "true")]
    [InlineData("CREATE TABLE", "ROLE", "true")]
    [InlineData("OWNERSHIP", "DATABASE_ROLE", "false")]
    public async Task Role_ThatHasOrMayHaveThePrivilege_Passes(string privilege, string holderType, string inSession) =>
        await RequireAsync(schemaExists: true, "LOAD", engine => engine.On("SHOW GRANTS ON SCHEMA \"PROD\".\"PUBLIC\"", Grants(["USAGE", "ROLE", "ANYBODY"], [privilege, holderType, "O'WNER"])).On(InSession, Row(inSession)));

    [Fact]
    public async Task Role_ToWhichNothingIsShown_Passes() =>
        await RequireAsync(schemaExists: false, "LOAD", engine => engine.On("SHOW GRANTS ON DATABASE \"PROD\"", Grants()));

    [Theory]
    [InlineData(true, "SCHEMA \"PROD\".\"PUBLIC\"", "CREATE TABLE")]
    [InlineData(false, "DATABASE \"PROD\"", "CREATE SCHEMA")]
    public async Task Role_WithoutThePrivilege_IsRefused(bool schemaExists, string target, string privilege)
    {
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => RequireAsync(schemaExists, "LOAD",
            engine => engine.On($"SHOW GRANTS ON {target}", Grants(["USAGE", "ROLE", "LOADER"], [privilege, "ROLE", "O'WNER"])).On(InSession, Row("false"))));

        Assert.Equal(ErrorCodes.DatabaseUnreadable, refusal.Code);
        Assert.Contains($"role 'LOADER' lacks the privilege {privilege} on {target}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privilege_ThatNobodyHas_IsRefused() => Assert.Equal(ErrorCodes.DatabaseUnreadable, (await Assert.ThrowsAsync<MigrationException>(
        () => RequireAsync(schemaExists: false, "LOAD", engine => engine.On("SHOW GRANTS ON DATABASE \"PROD\"", Grants(["USAGE", "ROLE", "LOADER"]))))).Code);

    [Fact]
    public async Task Connection_WithoutAWarehouse_IsRefused() => Assert.Equal(ErrorCodes.ConfigInvalid, (await Assert.ThrowsAsync<MigrationException>(
        () => RequireAsync(schemaExists: true, warehouse: null, engine => engine))).Code);

    private static async Task RequireAsync(bool schemaExists, string? warehouse, Func<ScriptedEngine, ScriptedEngine> answer)
    {
        using var key = RSA.Create(2048);
        // The official driver's sessions are set to UTC first.
        var engine = answer(new ScriptedEngine().On("ALTER SESSION SET TIMEZONE = 'UTC'", EngineResult.Status("Statement executed successfully.")).On("SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE()", new EngineResult([new("R", "text"), new("W", "text")], [["LOADER", warehouse]])));
        await using var emulator = await SnowflakeEmulator.StartAsync(new() { Engine = engine });
        emulator.Users.AddKey("MOVER", key);
        var options = SnowflakeOptions.Of(new("prod", "snowflake", new Dictionary<string, string>
        {
            ["connection"] = $"{emulator.ConnectionString};user=MOVER;authenticator=snowflake_jwt;private_key='{key.ExportPkcs8PrivateKeyPem()}';db=prod",
        }));
        await new WriteAccess(new SnowflakeSession(options, options.ConnectionString, QueryTag.None), options.Home).RequireAsync(schemaExists, CancellationToken.None);
    }

    private static EngineResult Grants(params string[][] rows) => new([new("grantee_name", "text"), new("granted_to", "text"), new("privilege", "text")], [.. rows.Select(row => new[] { row[2], row[1], row[0] })]);

    private static EngineResult Row(string value) => new([new("B", "boolean")], [[value]]);
}
