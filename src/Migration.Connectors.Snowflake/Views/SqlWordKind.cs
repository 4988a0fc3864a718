namespace Migration.Connectors.Snowflake.Views;

internal enum SqlWordKind
{
    /// <summary>A keyword, a number, or a name without quotes.</summary>
    Word,

    QuotedName,

    /// <summary>Between single quotes or pairs of dollar signs.</summary>
    Literal,

    /// <summary>A single character.</summary>
    Mark,
}
