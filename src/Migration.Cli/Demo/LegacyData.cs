using Microsoft.Data.Sqlite;

namespace Migration.Cli.Demo;

/// <summary>A legacy database as one meets them: about 300,000 rows, the same every time, with values that migrations trip over.</summary>
internal static class LegacyData
{
    private const int Users = 100_000;

    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = OFF;
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            name TEXT,
            external_id INTEGER NOT NULL,
            balance TEXT NOT NULL CHECK (balance GLOB '*.[0-9][0-9]'),
            created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE profiles (
            user_id INTEGER NOT NULL REFERENCES users (id),
            kind TEXT NOT NULL,
            biography TEXT,
            rating REAL,
            avatar BLOB,
            PRIMARY KEY (user_id, kind)) WITHOUT ROWID;
        CREATE TABLE preferences (
            id INTEGER PRIMARY KEY,
            user_id INTEGER REFERENCES users (id),
            "Key Name" TEXT NOT NULL,
            value TEXT);
        CREATE INDEX preferences_of_user ON preferences (user_id, "Key Name");
        """;

    /// <summary>Gaps in ids, integers beyond 2^53, decimals that no double holds, NULL beside empty text, emoji, and every 500th text long.</summary>
    private static readonly string Rows = $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Users})
        INSERT INTO users SELECT
            i * 3 + (i > {Users / 2}) * 1000000000,
            'user' || i || '@example.com',
            CASE i % 6 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Zoë 🦊 ' || i WHEN 3 THEN '测试 ' || i ELSE 'O''Neil, "' || i || '"' END,
            9223372036854775807 - i,
            (i * 7919) || '.' || printf('%02d', i % 100),
            printf('2019-%02d-%02d %02d:%02d:%02d', 1 + i % 12, 1 + i % 28, i % 24, i % 60, i * 7 % 60)
        FROM n;
        INSERT INTO profiles SELECT
            id,
            'public',
            CASE WHEN id % 500 = 0 THEN replace(hex(zeroblob(4000)), '00', 'long ') WHEN id % 5 = 0 THEN NULL ELSE 'About ' || name END,
            id / 7.0,
            CASE WHEN id % 4 = 0 THEN zeroblob(id % 32) END
        FROM users;
        INSERT INTO preferences SELECT
            NULL,
            CASE WHEN id % 1000 = 0 THEN NULL ELSE id END,
            'theme',
            CASE id % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'dark' END
        FROM users;
        """;

    public static async Task CreateAsync(string path, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        foreach (var statements in (string[])[Schema, "BEGIN;" + Rows + "COMMIT;", "PRAGMA wal_checkpoint(TRUNCATE);"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statements;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
