using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Authentication;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>Who logs in, and where to.</summary>
internal static class LoginBody
{
    /// <exception cref="ApiError">The login is refused: a password always, since the account has none.</exception>
    public static EngineContext Read(JsonElement body, IQueryCollection query, RequestAuthenticator authenticator)
    {
        var data = body.GetProperty("data");
        var kind = Text(data, "AUTHENTICATOR").ToUpperInvariant();
        var user = authenticator.Authenticate(kind == "SNOWFLAKE_JWT" ? "KEYPAIR_JWT" : kind, Text(data, "TOKEN")) ?? throw Refused();
        if (!string.Equals(user, Text(data, "LOGIN_NAME"), StringComparison.OrdinalIgnoreCase)) throw Refused();
        return new(user, Stored(query, "roleName"), Stored(query, "warehouse"), Stored(query, "databaseName"), Stored(query, "schemaName"));
    }

    private static ApiError Refused() => new(200, "390100", "08001", "Incorrect username or password was specified.");

    private static string Text(JsonElement data, string field) => data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Names are SQL identifiers here: in upper case unless they are quoted.</summary>
    private static string Stored(IQueryCollection query, string name) => query[name].ToString() switch
    {
        ['"', .., '"'] and var quoted => quoted[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
        var plain => plain.ToUpperInvariant(),
    };
}
