using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Tests;

public sealed class ConnectionStringTests
{
    private const string Good = "account=org-acct;user=mover;authenticator=snowflake_jwt;private_key=K";

    [Theory]
    [InlineData("password=secret", "password")]
    [InlineData("poolingEnabled=false", "poolingenabled")]
    [InlineData("client_session_keep_alive=true", "client_session_keep_alive")]
    [InlineData("database=X", "database")]
    [InlineData("nonsense=1", "nonsense")]
    [InlineData("scheme=http", "scheme")]
    [InlineData("scheme=http;host=10.0.0.1", "scheme")]
    [InlineData("scheme=http;host=localhost.example.com", "scheme")]
    [InlineData("scheme=ftp", "scheme")]
    [InlineData("host=a/b", "host")]
    [InlineData("host=user@b", "host")]
    [InlineData("port=0", "port")]
    [InlineData("port=https", "port")]
    [InlineData("authenticator=externalbrowser", "authenticator")]
    [InlineData("private_key_file=k.p8", "private_key_file")]
    [InlineData("token=T", "token")]
    [InlineData("token_file_path=T", "token_file_path")]
    [InlineData("authenticator=oauth;token=T", "private_key")]
    [InlineData("disableretry=maybe", "disableretry")]
    [InlineData("maxhttpretries=-1", "maxhttpretries")]
    [InlineData("retry_timeout=0", "retry_timeout")]
    [InlineData("connection_timeout=0", "connection_timeout")]
    [InlineData("mintls=tls11", "mintls")]
    [InlineData("mintls=tls13;maxtls=tls12", "mintls")]
    [InlineData("application=a b", "application")]
    [InlineData("proxyhost=p", "proxyhost")]
    [InlineData("useproxy=true;proxyport=3128", "proxyhost")]
    [InlineData("useproxy=true;proxyhost=p", "proxyport")]
    public void Key_ThatIsWrong_IsRefusedByName(string keys, string named)
    {
        var refused = Assert.Throws<SnowflakeConnectionStringException>(() => new SnowflakeDataSource($"{Good};{keys}"));

        Assert.Equal(named, Assert.Single(refused.Problems).Key);
    }

    [Fact]
    public void Problems_AreNamedAllAtOnceAndShowNoSecret()
    {
        var refused = Assert.Throws<SnowflakeConnectionStringException>(() =>
            new SnowflakeDataSource("authenticator=snowflake_jwt;password=hidden;private_key_pwd=hidden;token=hidden;port=x"));

        Assert.Equal(["account", "password", "port", "private_key_file", "token", "user"], refused.Problems.Select(problem => problem.Key).Order());
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_ThatIsNoConnectionString_IsRefusedWithoutRepeatingIt()
    {
        var refused = Assert.Throws<SnowflakeConnectionStringException>(() => new SnowflakeDataSource("hidden"));

        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QueryTag_ThatIsTooLong_IsRefused() =>
        Assert.Throws<SnowflakeConnectionStringException>(() => new SnowflakeDataSource($"{Good};query_tag={new string('x', 2001)}"));

    [Theory]
    [InlineData("", "https://org-acct.snowflakecomputing.com/")]
    [InlineData("account=My_Acct.eu-west-1", "https://my-acct.eu-west-1.snowflakecomputing.com/")]
    [InlineData("account=my_acct;allowunderscoresinhost=true", "https://my_acct.snowflakecomputing.com/")]
    [InlineData("host=gate.example;port=8443", "https://gate.example:8443/")]
    [InlineData("scheme=http;host=localhost;port=8080", "http://localhost:8080/")]
    [InlineData("scheme=http;host=[::1];port=8080", "http://[::1]:8080/")]
    public void Endpoint_OfSettings_IsTheAccountsAddress(string keys, string address)
    {
        using var source = new SnowflakeDataSource($"{Good};{keys}");

        Assert.Equal(address, source.Settings.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void Names_OfContext_AreGivenAsSnowflakeStoresThem()
    {
        using var source = new SnowflakeDataSource($"{Good};db=sales;schema='\"My \"\"Schema\"\"\"';warehouse=\"load\";role='\"Loader\"'");

        Assert.Equal(new StatementContext("SALES", "My \"Schema\"", "LOAD", "Loader"), source.Settings.Context);
    }

    [Fact]
    public void Proxy_OfSettings_HasAllItsParts()
    {
        using var source = new SnowflakeDataSource($"{Good};useproxy=true;proxyhost=proxy.example;proxyport=3128;proxyuser=u;proxypassword=p;nonproxyhosts=*.local|10.1.2.3");

        var proxy = source.Settings.Proxy!;
        Assert.Equal("http://proxy.example:3128/", proxy.Address.AbsoluteUri);
        Assert.Equal(("u", "p"), (proxy.User, proxy.Password));
        Assert.Equal(["*.local", "10.1.2.3"], proxy.Bypass);
    }

    [Fact]
    public void Connection_WithWrongString_SaysSoWhenItIsOpened()
    {
        using var connection = new SnowflakeConnection("password=x");

        Assert.Throws<SnowflakeConnectionStringException>(connection.Open);
    }
}
