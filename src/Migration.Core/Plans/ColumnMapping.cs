using System.Text.Json;

namespace Migration.Core.Plans;

/// <summary>Where the values of one target column come from.</summary>
public sealed record ColumnMapping
{
    /// <summary>Null only where a COMPUTE transformation gives the value.</summary>
    public string? SourceColumn { get; init; }
    /// <summary>Null means the name of the source column.</summary>
    public string? TargetColumn { get; init; }
    /// <summary>The target's type where the table is created; null keeps the source's.</summary>
    public string? DataType { get; init; }
    public DataTransformation? Transform { get; init; }
    /// <summary>A NULL in a required column, after its default, is an error of the row.</summary>
    public bool Required { get; init; }
    /// <summary>A scalar that stands in for NULL.</summary>
    public JsonElement? DefaultValue { get; init; }

    public string Target => TargetColumn ?? SourceColumn ?? "";
}
