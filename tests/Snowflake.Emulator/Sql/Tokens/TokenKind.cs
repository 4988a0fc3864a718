namespace Snowflake.Emulator.Sql.Tokens;

internal enum TokenKind
{
    Word,
    QuotedIdentifier,
    Text,
    Number,
    Symbol,

    /// <summary>A question mark, for which a value is bound.</summary>
    Bind,

    /// <summary>A dollar sign with a number or a name.</summary>
    Dollar,
    End,
}
