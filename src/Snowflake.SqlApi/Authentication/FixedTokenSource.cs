namespace Snowflake.SqlApi.Authentication;

/// <summary>A token that stands in the connection string.</summary>
internal sealed class FixedTokenSource(string type, string token) : ITokenSource
{
    public string TokenType => type;

    public string Current() => token;

    public bool Discard(string token) => false;
}
