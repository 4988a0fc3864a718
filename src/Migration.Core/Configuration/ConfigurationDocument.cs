using Migration.Core.Documents;

namespace Migration.Core.Configuration;

/// <summary>The configuration file as a document.</summary>
internal static class ConfigurationDocument
{
    public static DeploymentConfiguration Read(MapReader map, string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        return new DeploymentConfiguration
        {
            File = file,
            Databases = map.MapOrNull("databases", databases => ReadDatabases(databases, folder)) ?? [],
            Temporal = map.MapOrNull("temporal", temporal => TemporalDocument.Read(temporal, folder)) ?? new TemporalSettings(),
        };
    }

    private static Dictionary<string, DatabaseEntry> ReadDatabases(MapReader databases, string folder) =>
        databases.Keys()
            .Select(name => databases.MapOrNull(name, map => ReadDatabase(map, name, folder)) ?? Missing(databases, name))
            .ToDictionary(d => d.Name, StringComparer.Ordinal);

    private static DatabaseEntry Missing(MapReader databases, string name)
    {
        if (databases.Find(name) is null)
            databases.Sink.Add(databases.PathOf(name), databases.Sink.Codes.Missing, (0, 0), $"The database {name} has no settings.", "Add its kind and where it is, such as { kind: sqlite, path: data.db }.");
        return new DatabaseEntry(name, "", new Dictionary<string, string>());
    }

    private static DatabaseEntry ReadDatabase(MapReader map, string name, string folder)
    {
        var kind = map.RequiredText("kind");
        var values = map.Keys()
            .Where(key => key != "kind")
            .ToDictionary(key => key, key => map.Optional(key, ValueFormats.AnyText, ""), StringComparer.Ordinal);
        if (values.TryGetValue("path", out var path) && path.Length > 0) values["path"] = Path.GetFullPath(path, folder);
        return new DatabaseEntry(name, kind, values);
    }
}
