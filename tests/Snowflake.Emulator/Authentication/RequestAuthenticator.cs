using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Authentication;

/// <summary>Who sends a request, by its bearer token and the kind that it says the token is of.</summary>
internal sealed class RequestAuthenticator(string account, UserRegistry users, TimeProvider clock)
{
    public const string TypeHeader = "X-Snowflake-Authorization-Token-Type";

    private readonly JwtVerifier _jwt = new(account, users, clock);

    /// <returns>The user.</returns>
    public string Authenticate(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("Bearer ", StringComparison.Ordinal)) throw new ApiError(401, "390101", "", "Authorization header not found in the request data.");
        var token = authorization["Bearer ".Length..];
        var issued = users.Token(token);
        var type = request.Headers[TypeHeader].ToString() is { Length: > 0 } said ? said : issued?.Type ?? "KEYPAIR_JWT";
        return Authenticate(type, token) ?? throw ApiError.BadPayload($"{TypeHeader} is no kind of token.");
    }

    /// <returns>The user; null where the kind of token is none.</returns>
    public string? Authenticate(string type, string token) => type switch
    {
        "KEYPAIR_JWT" => _jwt.Verify(token),
        "OAUTH" or "PROGRAMMATIC_ACCESS_TOKEN" => Holder(users.Token(token), type),
        _ => null,
    };

    private string Holder(UserRegistry.IssuedToken? token, string type)
    {
        if (token is null || token.Type != type) throw new ApiError(401, "390303", "", "Invalid OAuth access token.");
        if (token.Expires <= clock.GetUtcNow()) throw new ApiError(401, "390318", "", "OAuth access token expired.");
        return token.User;
    }
}
