using Microsoft.Data.Sqlite;

namespace Migration.EndToEnd.Harness;

/// <summary>The write lock of a SQLite file: while it is held no range is committed, so a migration stands between two.</summary>
internal sealed class TargetLock : IDisposable
{
    private readonly SqliteConnection connection;

    public TargetLock(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();
}
