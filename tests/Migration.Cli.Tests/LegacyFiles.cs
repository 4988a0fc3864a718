using Microsoft.Data.Sqlite;

namespace Migration.Cli.Tests;

/// <summary>A small legacy database and the configuration that names it.</summary>
internal static class LegacyFiles
{
    public static void Create(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "legacy"));
        Directory.CreateDirectory(Path.Combine(folder, "new"));
        var path = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "legacy", "LEGACY_SCHEMA.db"), Pooling = false };
        using var connection = new SqliteConnection(path.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE profiles (user_id INTEGER PRIMARY KEY REFERENCES users (id), body TEXT);
            CREATE TABLE preferences (user_id INTEGER REFERENCES users (id), key TEXT, PRIMARY KEY (user_id, key));
            INSERT INTO users VALUES (1, 'a'), (2, NULL), (3, '');
            INSERT INTO profiles VALUES (1, '🦊');
            """;
        command.ExecuteNonQuery();
        File.WriteAllText(Path.Combine(folder, "snowflake-deploy.yaml"), """
            databases:
              LEGACY_DB: { kind: sqlite, path: legacy }
              NEW_DB: { kind: sqlite, path: new }
            """);
    }
}
