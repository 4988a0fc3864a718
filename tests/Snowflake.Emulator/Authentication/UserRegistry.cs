using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Snowflake.Emulator.Authentication;

/// <summary>The account's users: public keys by fingerprint, and tokens.</summary>
public sealed class UserRegistry
{
    private readonly ConcurrentDictionary<(string User, string Fingerprint), RSA> _keys = new();
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);

    /// <summary>Registers a public key, as ALTER USER SET RSA_PUBLIC_KEY does. A user may have two while they are rotated.</summary>
    public void AddKey(string user, RSA key)
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        var copy = RSA.Create();
        copy.ImportSubjectPublicKeyInfo(spki, out _);
        _keys[(user.ToUpperInvariant(), "SHA256:" + Convert.ToBase64String(SHA256.HashData(spki)))] = copy;
    }

    public void RemoveKeys(string user)
    {
        foreach (var id in _keys.Keys.Where(id => string.Equals(id.User, user, StringComparison.OrdinalIgnoreCase))) _keys.TryRemove(id, out _);
    }

    public void AddOAuthToken(string user, string token, DateTimeOffset expires) => _tokens[token] = new(user.ToUpperInvariant(), "OAUTH", expires);

    public void AddAccessToken(string user, string token, DateTimeOffset expires) => _tokens[token] = new(user.ToUpperInvariant(), "PROGRAMMATIC_ACCESS_TOKEN", expires);

    public void RemoveToken(string token) => _tokens.TryRemove(token, out _);

    internal RSA? Key(string user, string fingerprint) => _keys.GetValueOrDefault((user, fingerprint));

    internal IssuedToken? Token(string token) => _tokens.GetValueOrDefault(token);

    internal sealed record IssuedToken(string User, string Type, DateTimeOffset Expires);
}
