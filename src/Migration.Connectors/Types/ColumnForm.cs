namespace Migration.Connectors.Types;

/// <summary>How the values of one moved column travel, and what both sides say of them.</summary>
/// <param name="Column">The target's name of it.</param>
/// <param name="Source">The type of the values that the source gives.</param>
/// <param name="Target">The type of the column that takes them.</param>
public sealed record ColumnForm(string Column, ValueForm Form, ColumnType Source, ColumnType Target)
{
    /// <summary>The declared type of the target's column, in its engine's words.</summary>
    public string TargetType { get; init; } = "";

    /// <summary>Digits after the point of a decimal or a second that the target keeps; null for all of them.</summary>
    public int? Digits { get; init; }
}
