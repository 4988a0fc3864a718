using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>The files of the account's stages, and which of them which table has loaded.</summary>
internal sealed class StagedFiles : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"snowflake-stages-{Guid.NewGuid():N}");
    private readonly ConcurrentDictionary<(long Table, string File, string Content), bool> _loaded = new();

    public string NewFolder() => Path.Combine(_root, Guid.NewGuid().ToString("N"));

    /// <summary>The files of a stage whose paths begin so.</summary>
    public static IReadOnlyList<string> Matching(Stage stage, string path) => !Directory.Exists(stage.Folder) ? [] :
        [.. Directory.EnumerateFiles(stage.Folder, "*", SearchOption.AllDirectories).Where(file => Name(stage, file).StartsWith(path, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static string Name(Stage stage, string file) => Path.GetRelativePath(stage.Folder, file);

    public bool IsLoaded(long table, string file) => _loaded.ContainsKey(Load(table, file));

    public void Loaded(long table, string file) => _loaded[Load(table, file)] = true;

    public void Dispose()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    private static (long, string, string) Load(long table, string file)
    {
        using var content = File.OpenRead(file);
        return (table, file, Convert.ToHexString(SHA256.HashData(content)));
    }
}
