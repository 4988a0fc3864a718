using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

public sealed class SnowflakeOptionsTests
{
    private const string Connection = "account=org-acc;authenticator=programmatic_access_token;token=secret-token;db=prod;warehouse=load";

    [Fact]
    public void Connection_NamesItsPlaceAsItIsStored()
    {
        Assert.Equal(new SchemaPlace("PROD", "PUBLIC"), Options(Connection).Home);
        Assert.Equal(new SchemaPlace("Prod", "a\"b"), Options("account=a-b;authenticator=oauth;token=t;db='\"Prod\"';schema='\"a\"\"b\"'").Home);
        Assert.Contains("snowflake-deploy", Options(Connection).ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_ToAnotherSchema_KeepsEverythingElse()
    {
        var options = Options(Connection);

        var other = Options(options.ConnectionTo(options.Home with { Schema = "my schema" }));

        Assert.Equal(new SchemaPlace("PROD", "my schema"), other.Home);
        Assert.Equal(options.Account, other.Account);
    }

    [Theory]
    [InlineData("", "has no connection")]
    [InlineData("account=org-acc;authenticator=oauth;token=secret-token", "without db")]
    [InlineData("account=org-acc;authenticator=externalbrowser;password=secret-token;db=x", "does not take")]
    [InlineData("secret-token", "no connection string")]
    public void Connection_ThatIsWrong_IsNamedWithoutItsSecrets(string connection, string said)
    {
        var refusal = Assert.Throws<MigrationException>(() => Options(connection));

        Assert.Equal(ErrorCodes.ConfigInvalid, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_ThatIsUnknown_IsRefused()
    {
        var refusal = Assert.Throws<MigrationException>(() => SnowflakeOptions.Of(new("db", "snowflake", new Dictionary<string, string> { ["connection"] = Connection, ["lockTimeout"] = "1s" })));

        Assert.Contains("lockTimeout", refusal.Message, StringComparison.Ordinal);
    }

    private static SnowflakeOptions Options(string connection) => SnowflakeOptions.Of(new("db", "snowflake", new Dictionary<string, string> { ["connection"] = connection }));
}
