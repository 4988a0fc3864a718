using System.Security.Authentication;

namespace Snowflake.SqlApi.Settings;

/// <summary>What a connection string says, checked and with the names as Snowflake stores them.</summary>
internal sealed record ConnectionSettings
{
    public required Uri Endpoint { get; init; }
    public required string Account { get; init; }
    public required AuthenticatorKind Authenticator { get; init; }
    public required string User { get; init; }
    public required SecretSettings Secrets { get; init; }
    public required StatementContext Context { get; init; }
    public required RetrySettings Retry { get; init; }
    public required TimeSpan ConnectTimeout { get; init; }
    public required SslProtocols Tls { get; init; }
    public required string Application { get; init; }
    public string QueryTag { get; init; } = "";
    public ProxySettings? Proxy { get; init; }
}
