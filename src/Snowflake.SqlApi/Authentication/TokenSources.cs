using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Authentication;

/// <summary>Chooses the token source that the settings ask for.</summary>
internal static class TokenSources
{
    public static ITokenSource For(ConnectionSettings settings, TimeProvider clock)
    {
        if (settings.Authenticator == AuthenticatorKind.KeyPair)
            return new KeyPairTokenSource(new JwtSubject(settings.Account, settings.User), new PrivateKeyReader(settings.Secrets), clock);

        var type = settings.Authenticator == AuthenticatorKind.OAuth ? "OAUTH" : "PROGRAMMATIC_ACCESS_TOKEN";
        return settings.Secrets.TokenFile.Length > 0
            ? new FileTokenSource(type, settings.Secrets.TokenFile)
            : new FixedTokenSource(type, settings.Secrets.Token);
    }
}
