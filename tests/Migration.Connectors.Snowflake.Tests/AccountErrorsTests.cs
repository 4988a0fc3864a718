using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Errors;
using Snowflake.Emulator;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>What keeps a connection out is told apart, each with its own fix.</summary>
public sealed class AccountErrorsTests
{
    [Theory]
    [InlineData(401, "390144", "the key is not one of the user's", ErrorCodes.DatabaseUnreadable)]
    [InlineData(401, "390198", "counts as expired", ErrorCodes.DatabaseUnreadable)]
    [InlineData(401, "390303", "does not take the token", ErrorCodes.DatabaseUnreadable)]
    [InlineData(401, "390318", "OAuth token has expired", ErrorCodes.DatabaseUnreadable)]
    [InlineData(401, "", "refuses this user", ErrorCodes.DatabaseUnreadable)]
    [InlineData(403, "", "SQL API", ErrorCodes.DatabaseUnreadable)]
    [InlineData(403, "390422", "network policy", ErrorCodes.DatabaseUnreadable)]
    [InlineData(404, "", "no such account", ErrorCodes.ConfigInvalid)]
    [InlineData(422, "390189", "role of the connection", ErrorCodes.DatabaseUnreadable)]
    [InlineData(422, "390201", "warehouse of the connection", ErrorCodes.ConfigInvalid)]
    public async Task Answer_OfAnAccount_SaysWhatKeepsTheConnectionOut(int status, string code, string told, string expected)
    {
        await using var emulator = await SnowflakeEmulator.StartAsync(new() { Engine = new ScriptedEngine() });
        emulator.Users.AddAccessToken("MOVER", "t", DateTimeOffset.MaxValue);
        var refusal = new Fault(FaultKind.Status) { StatusCode = status, Code = code, Message = "Said." };
        // A refused token is tried once more.
        emulator.Faults.Order(Operation.Submit, refusal, refusal);

        var failure = await FailureAsync(emulator.ConnectionString);

        Assert.Equal((expected, false), (failure.Code, failure.IsTransient));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatTakesNoConnection_IsTold()
    {
        var failure = await FailureAsync("account=x;scheme=http;host=127.0.0.1;port=9;disableretry=true");

        Assert.Equal((ErrorCodes.DatabaseIo, true), (failure.Code, failure.IsTransient));
        Assert.Contains("does not take the connection", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "host is unknown")]
    [InlineData(HttpRequestError.SecureConnectionError, "no TLS connection")]
    [InlineData(HttpRequestError.ProxyTunnelError, "the proxy does not let")]
    [InlineData(HttpRequestError.ResponseEnded, "could not be reached")]
    public void Way_ThatIsClosed_IsTold(HttpRequestError error, string told) => Assert.Contains(told, AccountErrors.Find(
        new(DriverFailureKind.Unavailable, "", "", "", "", new InvalidOperationException("", new HttpRequestException(error))))!.Cause, StringComparison.Ordinal);

    private static async Task<MigrationException> FailureAsync(string connection)
    {
        var options = SnowflakeOptions.Of(new("prod", "snowflake", new Dictionary<string, string> { ["connection"] = $"{connection};authenticator=programmatic_access_token;token=t;db=prod" }));
        return await Assert.ThrowsAnyAsync<MigrationException>(() => new SnowflakeSession(options, options.ConnectionString, QueryTag.None).ScalarAsync("SELECT 1", CancellationToken.None));
    }
}
