using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>The statement that created a view, cut into what its copy keeps.</summary>
/// <param name="Columns">With their parentheses; empty where it lists none.</param>
/// <param name="Query">What stands after AS.</param>
internal sealed record ViewStatement(bool IsRecursive, string Columns, string Properties, string Query)
{
    /// <summary>Stored names that others are looked up in: what stands before a dot, also in literals that name objects.</summary>
    public required IReadOnlySet<string> Qualifiers { get; init; }

    /// <param name="comment">In place of the view's own.</param>
    public string Write(SchemaPlace place, string name, string comment) =>
        // The query's last line may be a comment.
        $"CREATE {(IsRecursive ? "RECURSIVE " : "")}VIEW {place.Of(name)}{Columns}{Properties} COMMENT = {SnowflakeNames.Literal(comment)} AS\n{Query}\n";
}
