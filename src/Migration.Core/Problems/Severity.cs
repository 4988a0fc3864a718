using System.Text.Json.Serialization;

namespace Migration.Core.Problems;

/// <summary>How much a problem or a failed validation weighs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Told, nothing more.</summary>
    [JsonStringEnumMemberName("INFO")] Info,

    /// <summary>Told; the work goes on.</summary>
    [JsonStringEnumMemberName("WARNING")] Warning,

    /// <summary>Stops the table, or refuses the plan.</summary>
    [JsonStringEnumMemberName("ERROR")] Error,

    /// <summary>Stops the migration.</summary>
    [JsonStringEnumMemberName("CRITICAL")] Critical,
}
