using Migration.Conformance;

namespace Migration.EndToEnd.Harness;

/// <summary>Databases of an emulated account as a configuration names them: with a token, which stands on one line.</summary>
internal static class ConfiguredAccount
{
    private const string Token = "token-of-the-mover";

    /// <summary>Makes a database; gives its entry in the configuration.</summary>
    public static string Configure(this SnowflakeAccount account, string database)
    {
        account.Emulator.Users.AddAccessToken("MOVER", Token, DateTimeOffset.MaxValue);
        account.Create(database);
        return $"{database}: {{ kind: snowflake, connection: \"{account.Emulator.ConnectionString};authenticator=programmatic_access_token;token={Token};warehouse=COMPUTE_WH;db={database}\" }}";
    }
}
