using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A folder of the test's own with SQLite files in it, gone with the test.</summary>
internal sealed class Databases : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("migration-sqlite-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name + ".db");

    public string Make(string name, string sql)
    {
        using var session = SqliteSession.Open(PathOf(name), SessionMode.Create, name);
        session.Execute(sql);
        return PathOf(name);
    }

    public string? Scalar(string name, string sql)
    {
        using var session = SqliteSession.Open(PathOf(name), SessionMode.Read, name);
        return session.QueryText(sql);
    }

    public long Count(string name, string table) => long.Parse(Scalar(name, $"SELECT count(*) FROM \"{table}\"")!);

    public IReadOnlyList<string> Rows(string name, string sql)
    {
        using var session = SqliteSession.Open(PathOf(name), SessionMode.Read, name);
        return session.Query(sql, row => row.GetText(0));
    }

    public DatabaseSettings Settings(string name, string? path = null) =>
        new(name, "sqlite", new Dictionary<string, string> { ["path"] = path ?? PathOf(name) });

    public ConnectorCatalog Catalog(params string[] names) => new(
        [new SqliteConnector()], names.ToDictionary(n => n, n => Settings(n)));

    /// <summary>Source and target, with a source that rows can't be pulled from inside SQLite unless it is to push down.</summary>
    public ConnectorCatalog Catalog(bool pushDown) => new(
        [new SqliteConnector(), new ForeignConnector()],
        new Dictionary<string, DatabaseSettings>
        {
            ["source"] = Settings("source") with { Kind = pushDown ? "sqlite" : "foreign" },
            ["target"] = Settings("target"),
        });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
