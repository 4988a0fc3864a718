using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>The statement that created a view, cut into what its copy keeps.</summary>
/// <param name="IsSecure">As it was made; it may have been changed since.</param>
/// <param name="Columns">With their parentheses; empty where it lists none.</param>
/// <param name="Query">What stands after AS.</param>
internal sealed record ViewStatement(bool IsSecure, bool IsRecursive, string Columns, string Properties, string Query)
{
    /// <param name="comment">In place of the view's own.</param>
    public string Write(SchemaPlace place, string name, string comment) =>
        // The query's last line may be a comment.
        $"CREATE {(IsSecure ? "SECURE " : "")}{(IsRecursive ? "RECURSIVE " : "")}VIEW {place.Of(name)}{Columns}{Properties} COMMENT = {SnowflakeNames.Literal(comment)} AS\n{Query}\n";
}
