namespace Snowflake.SqlApi.Settings;

/// <summary>How a request proves who sends it.</summary>
internal enum AuthenticatorKind
{
    KeyPair,
    OAuth,
    ProgrammaticAccessToken,
}
