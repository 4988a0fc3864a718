using System.Globalization;

namespace Migration.EndToEnd.Harness;

/// <summary>A deterministic legacy database: three related tables with awkward values.</summary>
internal static class LegacyDatabase
{
    public static readonly string[] Tables = ["preferences", "profiles", "users"];

    private const string Schema = """
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            name TEXT,
            balance NUMERIC,
            score REAL,
            photo BLOB,
            created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE profiles (
            user_id INTEGER NOT NULL REFERENCES users(id),
            kind TEXT NOT NULL,
            body TEXT,
            PRIMARY KEY (user_id, kind)) WITHOUT ROWID;
        CREATE TABLE preferences (
            user_id INTEGER REFERENCES users(id),
            "Key Name" TEXT,
            value TEXT);
        CREATE INDEX profiles_kind ON profiles(kind);
        CREATE INDEX preferences_user ON preferences(user_id);
        """;

    public static void Create(string path, int users)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DatabaseProof.Execute(path, string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA journal_mode = WAL;
            {Schema}
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {users})
            INSERT INTO users SELECT
                i * 3 + (i % 7 = 0) * 1000000000000,
                'user' || i || '@example.com',
                CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '🦊 ' || i ELSE 'Name ' || i END,
                CASE WHEN i % 11 = 0 THEN 'n/a' ELSE i * 1.25 END,
                i / 3.0,
                CASE WHEN i % 4 = 0 THEN zeroblob(i % 40) END,
                '2020-01-01T00:00:' || (i % 60)
            FROM n;
            INSERT INTO profiles SELECT id, 'home', 'profile of ' || name FROM users;
            INSERT INTO profiles SELECT id, 'work', NULL FROM users WHERE id % 2 = 0;
            INSERT INTO preferences SELECT id, 'theme', CASE WHEN id % 2 = 0 THEN 'dark' ELSE '' END FROM users;
            INSERT INTO preferences SELECT id, 'theme', 'again' FROM users WHERE id % 3 = 0;
            INSERT INTO preferences SELECT NULL, NULL, NULL FROM users LIMIT 10;
            """));
    }

    /// <summary>The same tables with other rows in them: a target that is in use.</summary>
    public static void CreateOccupied(string path) => DatabaseProof.Execute(path, $"""
        PRAGMA journal_mode = DELETE;
        {Schema}
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT INTO users (id, email, name, photo) SELECT -i, 'before' || i, 'Here before', x'00ff' FROM n;
        INSERT INTO profiles SELECT id, 'home', 'Here before' FROM users;
        INSERT INTO preferences SELECT id, 'theme', 'Here before' FROM users;
        CREATE TABLE bystander (a, b);
        INSERT INTO bystander VALUES (1, 'not a part of it');
        """);

    /// <summary>A target whose preferences can't take the rows that the source has.</summary>
    public static void CreateWithoutRoomForNull(string path) => DatabaseProof.Execute(path, """
        CREATE TABLE preferences (user_id INTEGER, "Key Name" TEXT NOT NULL, value TEXT);
        INSERT INTO preferences VALUES (0, 'here', 'before');
        """);

    /// <summary>The hash of a table's rows without those that were there before: the negative ones.</summary>
    public static string RowsThatArrived(IProvenDatabase database, string table) =>
        database.RowsWhere(table, table == "users" ? "id > 0" : "user_id > 0 OR user_id IS NULL");

    public static long Rows(string path) => Tables.Sum(table => DatabaseProof.Count(path, table));

    public static long Rows(IProvenDatabase database, IReadOnlyList<string> tables) =>
        tables.Sum(table => long.Parse(database.Select($"SELECT count(*) FROM {table}").Single()[0], CultureInfo.InvariantCulture));
}
