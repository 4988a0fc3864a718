using Migration.Cli.Hosting;
using Migration.Core.Configuration;

namespace Migration.Cli.Tests.Hosting;

public sealed class LiveDatabasesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migration-live-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "snowflake-deploy.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Databases_AddedToTheFile_AreThereAtOnce()
    {
        var live = Live("databases:\n  A: { kind: sqlite, path: a.db }\n");
        Write("databases:\n  A: { kind: sqlite, path: a.db }\n  B: { kind: sqlite, path: b.db }\n", later: 1);

        Assert.Equal(["A", "B"], live.Keys.Order(StringComparer.Ordinal));
        Assert.True(live.ContainsKey("B"));
    }

    [Fact]
    public void Databases_WhileTheFileIsBroken_StayAsTheyWere()
    {
        var live = Live("databases:\n  A: { kind: sqlite, path: a.db }\n");
        Write("databases: [", later: 1);
        Assert.Equal(["A"], live.Keys);

        Write("databases:\n  C: { kind: sqlite, path: c.db }\n", later: 2);
        Assert.Equal(["C"], live.Keys);
    }

    private LiveDatabases Live(string text)
    {
        Write(text, later: 0);
        return new(ConfigurationFile.Read(text, Path, _ => null).Value!, _ => null);
    }

    private void Write(string text, int later)
    {
        File.WriteAllText(Path, text);
        File.SetLastWriteTimeUtc(Path, DateTime.UnixEpoch.AddHours(later));
    }
}
