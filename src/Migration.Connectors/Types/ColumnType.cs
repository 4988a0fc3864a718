namespace Migration.Connectors.Types;

/// <summary>The type of a column in words that all connectors share.</summary>
public sealed record ColumnType(LogicalType Kind)
{
    public static ColumnType Any { get; } = new(LogicalType.Any);

    /// <summary>Of integers: 16, 32 or 64.</summary>
    public int Bits { get; init; } = 64;

    /// <summary>Of decimals, in digits; null where the column takes any number of them.</summary>
    public int? Precision { get; init; }

    /// <summary>Of decimals with a precision, digits after the point; of times, digits of the second where fewer than six.</summary>
    public int? Scale { get; init; }

    /// <summary>Of decimals that the engine keeps as text, with every digit.</summary>
    public bool KeepsDigits { get; init; }

    /// <summary>Of text, in characters; null where the engine sets no limit.</summary>
    public int? Length { get; init; }

    /// <summary>Of enumerations, in their order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
