using System.Text.Json.Serialization;

namespace Migration.Connectors.Types;

/// <summary>What becomes of the values of one type in a column of another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TypeFit>))]
public enum TypeFit
{
    /// <summary>Every value arrives, and would come back the same.</summary>
    Exact,
    /// <summary>Every value arrives; the column could hold more, or holds them in another form.</summary>
    Widening,
    /// <summary>Some values can't be held: they are rounded, or their row is rejected.</summary>
    Lossy,
}
