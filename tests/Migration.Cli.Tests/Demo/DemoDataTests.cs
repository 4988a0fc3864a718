using Migration.Cli.Demo;

namespace Migration.Cli.Tests.Demo;

public sealed class DemoDataTests : IDisposable
{
    private readonly DemoFolder _folder = new(Path.Combine(Directory.CreateTempSubdirectory("migration-demo-").FullName, "demo"));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder.Root)!, recursive: true);

    [Fact]
    public async Task LegacyData_MadeTwice_IsTheSame()
    {
        var first = await MakeAsync();
        var second = await MakeAsync();

        Assert.Equal(first, second);
        Assert.InRange(first.Sum(table => table.Rows), 290_000, 310_000);
    }

    private async Task<DataProof[]> MakeAsync()
    {
        _folder.Recreate();
        await LegacyData.CreateAsync(_folder.Source, CancellationToken.None);
        return
        [
            await DataProof.OfAsync(_folder.Source, "users", "id", CancellationToken.None),
            await DataProof.OfAsync(_folder.Source, "profiles", "user_id, kind", CancellationToken.None),
            await DataProof.OfAsync(_folder.Source, "preferences", "id", CancellationToken.None),
        ];
    }
}
