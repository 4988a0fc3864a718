using Migration.Core.Errors;

namespace Migration.Connectors;

/// <summary>The databases of the configuration, by the names that plans use. Safe for use by several threads.</summary>
public sealed class ConnectorCatalog(
    IEnumerable<IConnector> connectors,
    IReadOnlyDictionary<string, DatabaseSettings> databases)
{
    private readonly Dictionary<string, IConnector> _connectors =
        connectors.ToDictionary(c => c.Kind, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names { get; } = [.. databases.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Kinds => _connectors.Keys;

    public Task<IDatabase> OpenAsync(string databaseName, CancellationToken cancellation) =>
        ConnectorOf(SettingsOf(databaseName)).OpenAsync(SettingsOf(databaseName), cancellation);

    private DatabaseSettings SettingsOf(string name) => databases.TryGetValue(name, out var settings)
        ? settings
        : throw new MigrationException(ErrorCodes.DatabaseUnknown,
            $"The configuration has no database '{name}'. Add it under 'databases' or name one of: {Listed(Names)}.");

    private IConnector ConnectorOf(DatabaseSettings settings) => _connectors.TryGetValue(settings.Kind, out var connector)
        ? connector
        : throw new MigrationException(ErrorCodes.ConfigInvalid,
            $"Database '{settings.Name}' is of kind '{settings.Kind}', which this build does not know. Use one of: {Listed(Kinds)}.");

    private static string Listed(IReadOnlyCollection<string> names) => names.Count == 0 ? "(none)" : string.Join(", ", names);
}
