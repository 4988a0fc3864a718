using System.Security.Cryptography;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;
using Snowflake.SqlApi.Authentication;

namespace Snowflake.SqlApi.Tests;

/// <summary>What the emulator takes as proof is verified there: signature, fingerprint, issuer's form and life.</summary>
public sealed class AuthenticationTests
{
    private const string Query = "SELECT 1";
    private const string Password = "pass phrase";
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);

    [Fact]
    public async Task KeyPair_InTheConnectionString_IsTaken()
    {
        await using var account = await StartAsync();

        Assert.Equal(1L, await account.Command(Query).ExecuteScalarAsync());
        Assert.Equal("KEYPAIR_JWT", Assert.Single(account.Emulator.Log.Requests).TokenType);
        Assert.Equal("MOVER", Assert.Single(account.Engine.Sessions).User);
    }

    [Fact]
    public async Task KeyPair_EncryptedInAFile_IsTaken()
    {
        await using var account = await StartAsync();
        using var file = new TemporaryFile(Account.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption));

        Assert.Equal(1L, await ScalarAsync(account, $"user=mover;authenticator=snowflake_jwt;private_key_file={file.Path};private_key_pwd={Password}"));
    }

    [Theory]
    [InlineData("org-acct", "ORG-ACCT.MOVER")]
    [InlineData("xy12345.eu-west-1", "XY12345.MOVER")]
    [InlineData("xy12345.us-east-2.aws", "XY12345.MOVER")]
    [InlineData("acct-ext1.global", "ACCT.MOVER")]
    public void Subject_OfAccount_HasNoRegion(string account, string subject) =>
        Assert.Equal(subject, new JwtSubject(account, "Mover").Name);

    [Fact]
    public async Task Key_ThatIsNotTheUsers_IsRefusedAsAuthentication()
    {
        await using var account = await StartAsync();

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() =>
            ScalarAsync(account, $"user=mover;authenticator=snowflake_jwt;private_key={Account.OtherKey.ExportPkcs8PrivateKeyPem()}"));

        Assert.Equal(SnowflakeErrorKind.Authentication, failure.Kind);
        Assert.Equal("390144", failure.Code);
        Assert.False(failure.IsTransient);
    }

    public static TheoryData<string, string> UnusableKeys()
    {
        using var small = RSA.Create(1024);
        return new()
        {
            { small.ExportPkcs8PrivateKeyPem(), "" },
            { "no key", "" },
            { Account.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption), "" },
            { Account.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption), "wrong" },
        };
    }

    [Theory]
    [MemberData(nameof(UnusableKeys))]
    public async Task Key_ThatCannotSign_IsFoundWhenTheConnectionOpens(string pem, string password)
    {
        await using var account = await StartAsync();

        var failure = Assert.Throws<SnowflakeException>(() =>
            account.OpenBy($"{account.Emulator.ConnectionString};user=mover;authenticator=snowflake_jwt;private_key={pem};private_key_pwd={password}"));

        Assert.Equal(SnowflakeErrorKind.Authentication, failure.Kind);
        Assert.Empty(account.Emulator.Log.Requests);
    }

    [Fact]
    public void KeyFile_ThatIsMissing_IsNamed()
    {
        using var connection = new SnowflakeConnection("account=a;user=u;authenticator=snowflake_jwt;private_key_file=no-such-file.p8");

        Assert.Contains("no-such-file.p8", Assert.Throws<SnowflakeException>(connection.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_DuringStatementOfManyHours_IsRenewedBeforeItExpires()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Status, Enumerable.Repeat(Fault.Pending, 2000));
        var began = account.Clock.GetUtcNow();

        Assert.Equal(1L, await SlowCommand(account).ExecuteScalarAsync());

        Assert.True(account.Clock.GetUtcNow() - began > TimeSpan.FromHours(5));
        Assert.Equal(2001, account.Emulator.Log.CountOf(Operation.Status));
    }

    [Fact]
    public async Task Token_RefusedInMidPoll_IsMadeAnewOnce()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Status, Fault.Pending, Fault.TokenExpired, Fault.Pending, Fault.TokenExpired);

        Assert.Equal(1L, await SlowCommand(account).ExecuteScalarAsync());
        Assert.Single(account.Emulator.Log.Executions);
    }

    [Fact]
    public async Task Token_RefusedTwiceInARow_Fails()
    {
        await using var account = await StartAsync();
        account.Emulator.Faults.Order(Operation.Status, Fault.TokenExpired, Fault.TokenExpired);

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => SlowCommand(account).ExecuteScalarAsync());

        Assert.Equal("390198", failure.Code);
        Assert.NotEqual("", failure.QueryId);
    }

    [Fact]
    public async Task KeyFile_RotatedWhileConnected_IsReadAfterTheRefusal()
    {
        await using var account = await StartAsync();
        using var file = new TemporaryFile(Account.Key.ExportPkcs8PrivateKeyPem());
        await using var connection = account.OpenBy($"{account.Emulator.ConnectionString};user=mover;authenticator=snowflake_jwt;private_key_file={file.Path}");
        await ScalarAsync(connection);

        account.Emulator.Users.RemoveKeys(Account.User);
        account.Emulator.Users.AddKey(Account.User, Account.OtherKey);
        file.Write(Account.OtherKey.ExportPkcs8PrivateKeyPem());

        Assert.Equal(1L, await ScalarAsync(connection));
    }

    [Theory]
    [InlineData("oauth", "OAUTH")]
    [InlineData("programmatic_access_token", "PROGRAMMATIC_ACCESS_TOKEN")]
    public async Task Token_InTheConnectionString_IsTaken(string authenticator, string type)
    {
        await using var account = await StartAsync();
        AddTokens(account, "T1");

        Assert.Equal(1L, await ScalarAsync(account, $"authenticator={authenticator};token={type}-T1"));
        Assert.Equal(type, Assert.Single(account.Emulator.Log.Requests).TokenType);
    }

    [Theory]
    [InlineData("oauth", "OAUTH")]
    [InlineData("programmatic_access_token", "PROGRAMMATIC_ACCESS_TOKEN")]
    public async Task TokenFile_ChangedWhileConnected_IsReadAgain(string authenticator, string type)
    {
        await using var account = await StartAsync();
        AddTokens(account, "T1");
        using var file = new TemporaryFile($"{type}-T1\n");
        await using var connection = account.OpenBy($"{account.Emulator.ConnectionString};authenticator={authenticator};token_file_path={file.Path}");
        await ScalarAsync(connection);

        account.Emulator.Users.RemoveToken($"{type}-T1");
        AddTokens(account, "a-longer-one");
        file.Write($"{type}-a-longer-one");

        Assert.Equal(1L, await ScalarAsync(connection));
        Assert.Equal(2, account.Emulator.Log.Requests.Count);
    }

    [Fact]
    public async Task Token_ThatExpired_FailsWithItsCode()
    {
        await using var account = await StartAsync();
        account.Emulator.Users.AddOAuthToken("mover", "old", account.Clock.GetUtcNow());

        var failure = await Assert.ThrowsAsync<SnowflakeException>(() => ScalarAsync(account, "authenticator=oauth;token=old"));

        Assert.Equal((SnowflakeErrorKind.Authentication, "390318"), (failure.Kind, failure.Code));
        Assert.Equal(1, account.Emulator.Log.CountOf(Operation.Submit));
    }

    [Fact]
    public async Task TokenFile_ThatIsEmpty_IsNamed()
    {
        await using var account = await StartAsync();
        using var file = new TemporaryFile(" \n");

        var failure = Assert.Throws<SnowflakeException>(() => account.OpenBy($"{account.Emulator.ConnectionString};authenticator=oauth;token_file_path={file.Path}"));

        Assert.Contains(file.Path, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<Account> StartAsync()
    {
        var account = await Account.StartAsync();
        account.Engine.On(Query, new EngineResult([new("1", "fixed") { Precision = 1, Scale = 0 }], [["1"]]));
        return account;
    }

    private static void AddTokens(Account account, string name)
    {
        var expires = account.Clock.GetUtcNow().AddDays(1);
        account.Emulator.Users.AddOAuthToken("mover", $"OAUTH-{name}", expires);
        account.Emulator.Users.AddAccessToken("mover", $"PROGRAMMATIC_ACCESS_TOKEN-{name}", expires);
    }

    private static SnowflakeCommand SlowCommand(Account account)
    {
        var command = account.Command(Query);
        command.IsAsynchronous = true;
        return command;
    }

    private static Task<object?> ScalarAsync(Account account, string keys) => ScalarAsync(account.OpenBy($"{account.Emulator.ConnectionString};{keys}"));

    private static async Task<object?> ScalarAsync(SnowflakeConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        return await command.ExecuteScalarAsync();
    }
}
