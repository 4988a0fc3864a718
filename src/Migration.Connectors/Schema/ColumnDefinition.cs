using Migration.Connectors.Types;

namespace Migration.Connectors.Schema;

/// <summary>A column as its database describes it.</summary>
/// <param name="DeclaredType">As written, "" where none is.</param>
public sealed record ColumnDefinition(string Name, string DeclaredType)
{
    /// <summary>What the declared type means.</summary>
    public ColumnType Type { get; init; } = ColumnType.Any;
    /// <summary>What makes the type where it is the user's own: an enumeration, a domain; null where the engine has it.</summary>
    public string? TypeStatement { get; init; }
    public bool NotNull { get; init; }
    /// <summary>In the engine's words; null where there is none.</summary>
    public string? DefaultExpression { get; init; }
    public ColumnGeneration Generation { get; init; }
    /// <summary>The engine numbers the rows: an identity column, or one that takes from a sequence of its own.</summary>
    public bool IsNumbered { get; init; }
    /// <summary>Of numbered columns, the last number given; null where none is.</summary>
    public long? LastNumber { get; init; }
    /// <summary>Of numbered columns, from one number to the next.</summary>
    public long NumberStep { get; init; } = 1;
    /// <summary>Of numbered columns, whether the engine gives numbers in order; null where it knows no other way.</summary>
    public bool? IsNumberedInOrder { get; init; }
    public string? Comment { get; init; }
    public string Collation { get; init; } = "BINARY";

    public bool IsGenerated => Generation != ColumnGeneration.None;
}
