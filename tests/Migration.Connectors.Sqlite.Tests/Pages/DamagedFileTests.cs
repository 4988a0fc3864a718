using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tests.Pages;

public sealed class DamagedFileTests : IDisposable
{
    private const int Files = 150;

    private static readonly BatchLimits s_everything = new(int.MaxValue, long.MaxValue);

    private readonly Databases _databases = new();
    private int _read;

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(512, 1)]
    [InlineData(1024, 2)]
    [InlineData(4096, 3)]
    [InlineData(65536, 4)]
    public void Rows_FromDamagedPages_AreThoseOfTheStatementOrNone(int pageSize, int seed)
    {
        new GeneratedTable(seed).Make(_databases.PathOf("sound"), $"PRAGMA page_size={pageSize}", rows: 120);
        var sound = File.ReadAllBytes(_databases.PathOf("sound"));
        var random = new Random(seed);

        for (var file = 0; file < Files; file++)
        {
            var path = _databases.PathOf($"damaged{file}");
            File.WriteAllBytes(path, Damaged(sound, pageSize, random));
            Compare(path);
            File.Delete(path);
        }

        Assert.InRange(_read, 1, Files - 1);
    }

    // Single bytes anywhere, and often where the numbers of a page's structure are.
    private static byte[] Damaged(byte[] sound, int pageSize, Random random)
    {
        var bytes = sound.ToArray();
        for (var flips = random.Next(1, 12); flips > 0; flips--)
        {
            var page = random.Next(1, bytes.Length / pageSize);
            var place = random.Next(3) == 0 ? random.Next(pageSize) : random.Next(40);
            bytes[(page * pageSize) + place] = (byte)(random.Next(4) == 0 ? 0xff : random.Next(256));
        }
        return bytes;
    }

    private void Compare(string path)
    {
        try
        {
            using var both = new BothReaders(path);
            if (both.ReadPages(null, s_everything) is not { } pages)
                return;
            Assert.Equal(both.ReadStatement(null, s_everything), pages);
            _read++;
        }
        catch (SqliteFailure)
        {
            // SQLite's own words about the damage, which is what the user gets then.
        }
    }
}
