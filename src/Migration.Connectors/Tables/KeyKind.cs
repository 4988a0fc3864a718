using System.Text.Json.Serialization;

namespace Migration.Connectors.Tables;

/// <summary>Where a table's ranges come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyKind>))]
public enum KeyKind
{
    /// <summary>A primary or unique key.</summary>
    Columns,
    /// <summary>The engine's own row id, which is no column.</summary>
    RowId,
    /// <summary>None: the table is one range.</summary>
    WholeTable,
}
