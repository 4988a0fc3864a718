using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Databases;

/// <summary>A database that many know, with eleven related tables.</summary>
public sealed class ChinookTests
{
    private static readonly string? Chinook = Find();

    [SkippableFact]
    public async Task Chinook_Whole_ArrivesWithAllKeysAndIndexes()
    {
        Skip.If(Chinook is null, "needs shared/data/chinook.sqlite beside the repository");
        await using var deployment = new Deployment();
        deployment.Configure(("LEGACY_DB", "legacy.db"), ("NEW_DB", "new.db"));
        File.Copy(Chinook, deployment.Source);

        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        Assert.Equal(DatabaseProof.Rows(deployment.Source), DatabaseProof.Rows(deployment.Target));
        Assert.Equal(SchemaProof.Of(deployment.Source), SchemaProof.Of(deployment.Target));
        Assert.Empty(DatabaseProof.Select(deployment.Target, "PRAGMA foreign_key_check"));
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, [.. DatabaseProof.TableNames(deployment.Source)]);
    }

    /// <summary>Beside the repository, wherever the tests were built.</summary>
    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "chinook.sqlite");
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
