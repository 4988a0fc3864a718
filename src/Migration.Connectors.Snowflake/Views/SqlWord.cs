namespace Migration.Connectors.Snowflake.Views;

/// <summary>A piece of a SQL text.</summary>
/// <param name="Text">Of a name what is stored, in upper case unless it is quoted; of a literal what stands between its quotes; else the character.</param>
/// <param name="End">Where the text goes on after it.</param>
internal sealed record SqlWord(SqlWordKind Kind, string Text, int Start, int End)
{
    /// <summary>Whether it is this keyword or character.</summary>
    public bool Is(string word) => Kind is SqlWordKind.Word or SqlWordKind.Mark && Text == word;

    public bool IsName => Kind is SqlWordKind.Word or SqlWordKind.QuotedName;
}
