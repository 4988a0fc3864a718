using System.Globalization;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>
/// Tells whether a SQLite file may have been written to: by size and time of the file and of its write-ahead log. It is
/// the same in every process, as data_version is not. The file is not opened for it: on POSIX systems closing it
/// would take away the locks that SQLite holds on it for this process.
/// </summary>
internal static class FileMark
{
    public static string Of(string path) => $"{Part(path)} {Part(path + "-wal")}";

    private static string Part(string path)
    {
        var file = new FileInfo(path);
        return file is { Exists: true, Length: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}/{file.LastWriteTimeUtc.Ticks}")
            : "-";
    }
}
