using Migration.Core.Configuration;

namespace Migration.Connectors;

/// <summary>The databases of the configuration file as connectors take them.</summary>
public static class ConfiguredDatabases
{
    public static IReadOnlyDictionary<string, DatabaseSettings> Of(DeploymentConfiguration configuration) =>
        configuration.Databases.ToDictionary(
            entry => entry.Key,
            entry => new DatabaseSettings(entry.Value.Name, entry.Value.Kind, entry.Value.Values),
            StringComparer.Ordinal);
}
