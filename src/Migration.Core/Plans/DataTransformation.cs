namespace Migration.Core.Plans;

/// <summary>A change of values or rows on their way.</summary>
public sealed record DataTransformation
{
    public required TransformationType Type { get; init; }
    /// <summary>An SQL expression over the source's columns, evaluated by the source engine: the value for COMPUTE, the condition for FILTER.</summary>
    public string? Expression { get; init; }
    /// <summary>The type that CONVERT casts to, in the source engine's words.</summary>
    public string? DataType { get; init; }
}
