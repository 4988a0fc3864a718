using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Snowflake.SqlApi.Authentication;

/// <summary>
/// Signs tokens with the user's private key: RS256, valid for 59 minutes (Snowflake takes at most 60), renewed when
/// four fifths of that are over. A token is given out only after its signing succeeded.
/// </summary>
internal sealed class KeyPairTokenSource(JwtSubject subject, PrivateKeyReader keys, TimeProvider clock) : ITokenSource
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(59);
    private static readonly TimeSpan RenewAfter = Lifetime * 0.8;
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    private readonly Lock _gate = new();
    private SigningKey? _key;
    private string? _token;
    private DateTimeOffset _signed;

    public string TokenType => "KEYPAIR_JWT";

    public string Current()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_token is not null && now - _signed < RenewAfter) return _token;
            _key ??= keys.Read();
            _token = Sign(_key, now);
            _signed = now;
            return _token;
        }
    }

    /// <summary>Also forgets the key, so that a rotated key file is read.</summary>
    public bool Discard(string token)
    {
        lock (_gate)
        {
            if (_token != token) return true;
            _token = null;
            _key?.Dispose();
            _key = null;
            return true;
        }
    }

    private string Sign(SigningKey key, DateTimeOffset now)
    {
        var content = $"{Header}.{Base64Url.EncodeToString(Claims(key, now))}";
        return $"{content}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private byte[] Claims(SigningKey key, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", subject.Issuer(key.Fingerprint));
            json.WriteString("sub", subject.Name);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
