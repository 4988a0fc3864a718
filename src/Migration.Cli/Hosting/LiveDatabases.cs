using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Migration.Connectors;
using Migration.Core.Configuration;

namespace Migration.Cli.Hosting;

/// <summary>
/// The databases of a configuration file as it is now: a host runs for long, and a database that a person adds to the file must not
/// wait for its restart. While the file is broken, what it said last holds. Safe for use by several threads.
/// </summary>
internal sealed class LiveDatabases : IReadOnlyDictionary<string, DatabaseSettings>
{
    private readonly Lock _turn = new();
    private readonly string? _file;
    private readonly Func<string, string?> _environment;
    private IReadOnlyDictionary<string, DatabaseSettings> _known;
    private DateTime _readAt;

    public LiveDatabases(DeploymentConfiguration configuration, Func<string, string?> environment)
    {
        _file = configuration.File;
        _environment = environment;
        _known = ConfiguredDatabases.Of(configuration);
        _readAt = Stamp();
    }

    public IEnumerable<string> Keys => Current().Keys;

    public IEnumerable<DatabaseSettings> Values => Current().Values;

    public int Count => Current().Count;

    public DatabaseSettings this[string key] => Current()[key];

    public bool ContainsKey(string key) => Current().ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out DatabaseSettings value) => Current().TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, DatabaseSettings>> GetEnumerator() => Current().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IReadOnlyDictionary<string, DatabaseSettings> Current()
    {
        lock (_turn)
        {
            if (_file is not null && Stamp() is var stamp && stamp != _readAt)
            {
                _readAt = stamp;
                _known = Read(_file) ?? _known;
            }
            return _known;
        }
    }

    private IReadOnlyDictionary<string, DatabaseSettings>? Read(string file)
    {
        try
        {
            return ConfigurationFile.Read(File.ReadAllText(file), file, _environment).Value is { } read ? ConfiguredDatabases.Of(read) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private DateTime Stamp() => _file is null ? default : File.GetLastWriteTimeUtc(_file);
}
