namespace Migration.Benchmarks;

/// <summary>A folder of its own with the databases, the home and the configuration of the product.</summary>
internal sealed class Bench : IDisposable
{
    /// <param name="more">Databases of the configuration beside the two files.</param>
    public Bench(long rows, string more = "")
    {
        Rows = rows;
        Directory.CreateDirectory(Home);
        File.WriteAllText(PathOf("snowflake-deploy.yaml"), $$"""
            databases:
              SOURCE: { kind: sqlite, path: source.db }
              TARGET: { kind: sqlite, path: target.db }
            {{more}}
            """);
    }

    public long Rows { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("migration-bench-").FullName;

    public string Home => PathOf("home");

    public string Source => PathOf("source.db");

    public string Target => PathOf("target.db");

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void DeleteTarget()
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(Target + suffix);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
