using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A real database of eleven related tables.</summary>
public sealed class ChinookTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Chinook_MigratedWhole_IsEqualByHashAndRollsBack()
    {
        var chinook = Environment.GetEnvironmentVariable("CHINOOK_SQLITE") ?? SharedData();
        Skip.If(chinook is null, "Set CHINOOK_SQLITE to the path of the Chinook sample database.");
        File.Copy(chinook!, _databases.PathOf("source"));
        await using var database = await _databases.Catalog("source").OpenAsync("source", CancellationToken.None);
        var schema = await database.ReadSchemaAsync("", CancellationToken.None);

        foreach (var table in schema.Tables)
        {
            var validation = await TableRun.Of(_databases, table.Name, batchSize: 500).RunAsync();
            Assert.Equal((table.Name, TableVerdict.Equal), (table.Name, validation.Verdict));
        }

        Assert.Equal(11, schema.Tables.Count);
        Assert.Equal(
            _databases.Scalar("source", "SELECT count(*) FROM sqlite_master WHERE type = 'index'"),
            _databases.Scalar("target", "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name NOT LIKE '%\\_migration%' ESCAPE '\\'"));
        foreach (var table in schema.Tables)
        {
            await TableRun.Of(_databases, table.Name).RollbackAsync();
            Assert.True((await TableRun.Of(_databases, table.Name).VerifyRollbackAsync()).Equal);
        }
    }

    private static string? SharedData()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, "..", "shared", "data", "chinook.sqlite");
            if (File.Exists(file))
                return Path.GetFullPath(file);
        }
        return null;
    }
}
