namespace Migration.Cli.Demo;

/// <summary>The demo's own home: databases, configuration, plans and host, apart from everything of the user's.</summary>
internal sealed record DemoFolder(string Root)
{
    public string Configuration => Path.Combine(Root, Core.Configuration.ConfigurationFile.Name);

    public string Source => Path.Combine(Root, "legacy", "LEGACY_SCHEMA.db");

    public string Target => Path.Combine(Root, "new", "NEW_SCHEMA.db");

    /// <summary>Starts from nothing: what an earlier demo left is removed.</summary>
    public void Recreate()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(Source)!);
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllText(Configuration, """
            # Made by `snowflake-deploy demo`. A folder is a database; each NAME.db in it is a schema.
            databases:
              LEGACY_DB: { kind: sqlite, path: legacy }
              NEW_DB: { kind: sqlite, path: new }

            """);
    }
}
