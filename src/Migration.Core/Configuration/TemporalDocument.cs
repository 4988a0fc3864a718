using Migration.Core.Documents;

namespace Migration.Core.Configuration;

/// <summary>The <c>temporal</c> key of the configuration file.</summary>
internal static class TemporalDocument
{
    public static TemporalSettings Read(MapReader map, string folder)
    {
        var settings = new TemporalSettings
        {
            Mode = map.Optional("mode", ValueFormats.Enum<TemporalMode>(), TemporalMode.Embedded),
            Address = map.TextOrNull("address"),
            Namespace = map.TextOrNull("namespace") ?? "default",
            Tls = ReadTls(map, folder),
            ApiKey = map.TextOrNull("apiKey"),
        };
        if (settings.Mode == TemporalMode.Embedded) RefuseClusterKeys(map);
        else if (map.Find("address") is null) map.RequiredText("address");
        return settings;
    }

    private static void RefuseClusterKeys(MapReader map)
    {
        foreach (var key in new[] { "address", "namespace", "tls", "apiKey" })
            if (map.Find(key) is { } found)
                map.Sink.Add(map.PathOf(key), map.Sink.Codes.InvalidValue, found, $"'{key}' says how to reach a cluster, and the mode is embedded.", "Set mode to cluster, or remove the key.");
    }

    private static TlsSettings? ReadTls(MapReader map, string folder)
    {
        if (map.Find("tls") is ScalarNode)
            return map.Optional("tls", ValueFormats.Boolean, false) ? new TlsSettings() : null;
        return map.MapOrNull("tls", tls => new TlsSettings
        {
            ServerCaFile = FilePath(tls, "serverCaFile", folder),
            ClientCertificateFile = FilePath(tls, "clientCertificateFile", folder),
            ClientKeyFile = FilePath(tls, "clientKeyFile", folder),
            Domain = tls.TextOrNull("domain"),
        });
    }

    private static string? FilePath(MapReader map, string key, string folder) =>
        map.TextOrNull(key) is { Length: > 0 } path ? Path.GetFullPath(path, folder) : null;
}
