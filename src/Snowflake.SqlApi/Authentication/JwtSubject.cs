namespace Snowflake.SqlApi.Authentication;

/// <summary>
/// Account and user as a token names them: upper case, and of a locator with region or cloud only the locator.
/// A host of the "global" form is cut at its first hyphen, any other at its first period.
/// </summary>
internal sealed class JwtSubject(string account, string user)
{
    public string Name { get; } = $"{AccountPart(account)}.{user.ToUpperInvariant()}";

    /// <summary>The issuer: the subject and the fingerprint of the key that signs.</summary>
    public string Issuer(string fingerprint) => $"{Name}.{fingerprint}";

    private static string AccountPart(string account)
    {
        var end = account.Contains(".global", StringComparison.OrdinalIgnoreCase) ? account.IndexOf('-', StringComparison.Ordinal) : account.IndexOf('.', StringComparison.Ordinal);
        return (end > 0 ? account[..end] : account).ToUpperInvariant();
    }
}
