using System.Text.Json.Serialization;

namespace Migration.Core.Configuration;

/// <summary>Which Temporal service runs the migrations.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TemporalMode>))]
public enum TemporalMode
{
    /// <summary>The server in this product, on this machine.</summary>
    [JsonStringEnumMemberName("embedded")] Embedded,

    /// <summary>A service elsewhere: self-hosted or Temporal Cloud.</summary>
    [JsonStringEnumMemberName("cluster")] Cluster,
}
