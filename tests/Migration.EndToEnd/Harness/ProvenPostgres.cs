using System.Globalization;
using Migration.Conformance;
using Npgsql;

namespace Migration.EndToEnd.Harness;

/// <param name="port">Where the product finds the server: its own port, or that of something between the two.</param>
internal sealed class ProvenPostgres(PostgresServer server, string name, int port) : IProvenDatabase
{
    private const string Schema = """
        CREATE TABLE users (
            id bigint PRIMARY KEY,
            email text NOT NULL UNIQUE,
            name text,
            balance numeric,
            score double precision,
            photo bytea,
            created_at text NOT NULL DEFAULT '');
        CREATE TABLE profiles (
            user_id bigint NOT NULL REFERENCES users(id),
            kind text NOT NULL,
            body text,
            PRIMARY KEY (user_id, kind));
        CREATE TABLE preferences (
            user_id bigint REFERENCES users(id),
            "Key Name" text,
            value text);
        CREATE INDEX profiles_kind ON profiles(kind);
        CREATE INDEX preferences_user ON preferences(user_id);
        """;

    private readonly string direct = new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { Pooling = false }.ToString();

    public string Settings =>
        $"{{ kind: postgres, lockTimeout: 20s, silenceLimit: 2s, connection: \"{new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { Port = port }}\" }}";

    public void CreateDatabase() =>
        Execute(new NpgsqlConnectionStringBuilder(direct) { Database = "postgres" }.ToString(), $"CREATE DATABASE {name}");

    public void CreateLegacy(int users)
    {
        CreateDatabase();
        Execute(string.Create(CultureInfo.InvariantCulture, $"""
            {Schema}
            INSERT INTO users SELECT
                i * 3 + CASE WHEN i % 7 = 0 THEN 1000000000000 ELSE 0 END,
                'user' || i || '@example.com',
                CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '🦊 ' || i ELSE 'Name ' || i END,
                i * 1.25,
                i / 3.0::float8,
                CASE WHEN i % 4 = 0 THEN decode(repeat('00', i % 40), 'hex') END,
                '2020-01-01T00:00:' || i % 60
            FROM generate_series(1, {users}) i;
            INSERT INTO profiles SELECT id, 'home', 'profile of ' || name FROM users;
            INSERT INTO profiles SELECT id, 'work', NULL FROM users WHERE id % 2 = 0;
            INSERT INTO preferences SELECT id, 'theme', CASE WHEN id % 2 = 0 THEN 'dark' ELSE '' END FROM users;
            INSERT INTO preferences SELECT id, 'theme', 'again' FROM users WHERE id % 3 = 0;
            INSERT INTO preferences SELECT NULL, NULL, NULL FROM generate_series(1, 10);
            """));
    }

    public void CreateOccupied()
    {
        CreateDatabase();
        Execute($"""
            {Schema}
            INSERT INTO users (id, email, name, photo) SELECT -i, 'before' || i, 'Here before', '\x00ff' FROM generate_series(1, 40) i;
            INSERT INTO profiles SELECT id, 'home', 'Here before' FROM users;
            INSERT INTO preferences SELECT id, 'theme', 'Here before' FROM users;
            CREATE TABLE bystander (a bigint, b text);
            INSERT INTO bystander VALUES (1, 'not a part of it');
            """);
    }

    public (string Schema, string Rows) State() => (
        string.Join('\n', Select("""
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_migration\_%'
            UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '\_migration\_%'
            UNION ALL SELECT concat_ws(' ', tablename, indexdef) FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\_migration\_%'
            ORDER BY 1
            """).Select(row => row[0])),
        string.Join('\n', Tables().Select(table => $"{table} {RowsWhere(table, "true")}")));

    public string RowsWhere(string table, string condition) =>
        RowProof.Of(Read($"SELECT * FROM {table} WHERE {condition}", asTexts: false));

    public IReadOnlyList<string[]> Select(string sql) =>
        [.. Read(sql, asTexts: true).Select(row => row.Select(value => value as string ?? "NULL").ToArray())];

    public bool HasTable(string table) => Select($"SELECT 1 FROM pg_tables WHERE tablename = {DatabaseProof.Literal(table)}").Count == 1;

    public void Execute(string sql) => Execute(direct, sql);

    private IEnumerable<string> Tables() => Select(
        @"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_migration\_%' ORDER BY 1").Select(row => row[0]);

    private IEnumerable<object?[]> Read(string sql, bool asTexts)
    {
        using var connection = new NpgsqlConnection(direct);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = asTexts };
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            yield return row;
        }
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        command.ExecuteNonQuery();
    }
}
