using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Authentication;

/// <summary>Verifies a key-pair token: signature by a registered key, form of issuer and subject, and at most one hour of life.</summary>
internal sealed class JwtVerifier(string account, UserRegistry users, TimeProvider clock)
{
    private const long LongestLife = 3600;
    private const long ClockSkew = 60;

    /// <returns>The user.</returns>
    public string Verify(string token)
    {
        try
        {
            return token.Split('.') is [var header, var claims, var signature] ? Verify(header, claims, signature) : throw Invalid("three parts were expected");
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Invalid(failure.Message);
        }
    }

    private string Verify(string header, string claims, string signature)
    {
        if (Json(header).GetProperty("alg").GetString() != "RS256") throw Invalid("the algorithm must be RS256");
        var claim = Json(claims);
        var user = User(claim.GetProperty("sub").GetString()!);
        var key = Key(user, claim.GetProperty("iss").GetString()!);
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw Invalid("the signature is not that of the key");
        CheckLife(claim.GetProperty("iat").GetInt64(), claim.GetProperty("exp").GetInt64());
        return user;
    }

    private string User(string subject) =>
        subject.StartsWith(account + ".", StringComparison.Ordinal) && !subject.Any(char.IsAsciiLetterLower)
            ? subject[(account.Length + 1)..] : throw Invalid("the subject must be ACCOUNT.USER in upper case");

    private RSA Key(string user, string issuer)
    {
        var subject = $"{account}.{user}.";
        var key = issuer.StartsWith(subject, StringComparison.Ordinal) ? users.Key(user, issuer[subject.Length..]) : null;
        return key ?? throw Invalid("the issuer must be ACCOUNT.USER and the fingerprint of a registered key");
    }

    private void CheckLife(long issued, long expires)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (expires - issued > LongestLife) throw Invalid("it is valid for more than an hour");
        if (issued > now + ClockSkew) throw Invalid("it is issued in the future");
        if (now >= expires) throw new ApiError(401, "390198", "", "Keypair access token expired.");
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }

    private static ApiError Invalid(string why) => new(401, "390144", "", $"JWT token is invalid. {why}");
}
