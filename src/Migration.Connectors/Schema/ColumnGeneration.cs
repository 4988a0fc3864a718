using System.Text.Json.Serialization;

namespace Migration.Connectors.Schema;

/// <summary>Whether a column's value is computed by the database.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnGeneration>))]
public enum ColumnGeneration
{
    None,
    Virtual,
    Stored,
}
