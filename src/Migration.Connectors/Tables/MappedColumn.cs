using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Tables;

/// <summary>A column on its way from source to target.</summary>
/// <param name="Source">Null where an expression gives the value.</param>
/// <param name="IsDirect">The value travels as it is: no transformation, no default.</param>
public sealed record MappedColumn(string Target, ColumnDefinition? Source, bool IsDirect)
{
    /// <summary>Of the values that the source gives.</summary>
    public ColumnType Type { get; init; } = IsDirect && Source is not null ? Source.Type : ColumnType.Any;
    /// <summary>The type asked for by the plan; null keeps the source's.</summary>
    public string? DataType { get; init; }
    public bool Required { get; init; }
}
