namespace Snowflake.SqlApi.Settings;

/// <summary>Where the key or the token comes from. A class, not a record: its text must not show a secret.</summary>
internal sealed class SecretSettings
{
    public string PrivateKeyFile { get; init; } = "";
    public string PrivateKey { get; init; } = "";
    public string PrivateKeyPassword { get; init; } = "";
    public string Token { get; init; } = "";
    public string TokenFile { get; init; } = "";
}
