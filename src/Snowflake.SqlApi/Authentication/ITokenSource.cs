namespace Snowflake.SqlApi.Authentication;

/// <summary>Where the token of a request comes from. Safe to use from many requests at once.</summary>
internal interface ITokenSource
{
    /// <summary>The value of X-Snowflake-Authorization-Token-Type.</summary>
    string TokenType { get; }

    /// <exception cref="SnowflakeException">The key or the token can't be read.</exception>
    string Current();

    /// <summary>The server refused the token: the next one is made or read anew.</summary>
    /// <returns>False where there is no other to be had.</returns>
    bool Discard(string token);
}
