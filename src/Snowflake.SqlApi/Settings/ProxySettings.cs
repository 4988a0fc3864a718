namespace Snowflake.SqlApi.Settings;

/// <summary>The proxy that a connection string names. A class, not a record: its text must not show a secret.</summary>
internal sealed class ProxySettings
{
    public required Uri Address { get; init; }
    public string User { get; init; } = "";
    public string Password { get; init; } = "";

    /// <summary>Hosts that are reached directly; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];
}
