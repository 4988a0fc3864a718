using System.Globalization;
using Migration.Conformance;
using Snowflake.SqlApi;
using Snowflake.SqlApi.Values;

namespace Migration.EndToEnd.Harness;

/// <summary>A database of an emulated account. What looks at it is the driver, in a user agent of its own.</summary>
internal sealed class ProvenSnowflake(SnowflakeAccount account, string name) : IProvenDatabase
{
    private static readonly string[] s_tables = ["USERS", "PROFILES", "PREFERENCES", "BYSTANDER"];

    private const string Schema = """
        CREATE TABLE users (
            id NUMBER(19,0) PRIMARY KEY,
            email VARCHAR NOT NULL UNIQUE,
            name VARCHAR,
            balance NUMBER(20,2),
            score FLOAT,
            photo BINARY,
            created_at VARCHAR NOT NULL DEFAULT '');
        CREATE TABLE profiles (
            user_id NUMBER(19,0) NOT NULL REFERENCES users(id),
            kind VARCHAR NOT NULL,
            body VARCHAR,
            PRIMARY KEY (user_id, kind));
        CREATE TABLE preferences (
            user_id NUMBER(19,0) REFERENCES users(id),
            "Key Name" VARCHAR,
            value VARCHAR);
        """;

    /// <summary>Statements that follow where the target is occupied.</summary>
    public string Occupants { get; init; } = "";

    public string Settings =>
        $"{{ kind: snowflake, connection: \"{account.ConnectionString(name).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\" }}";

    public void CreateLegacy(int users)
    {
        account.Create(name);
        account.Run(name, string.Create(CultureInfo.InvariantCulture, $"""
            {Schema}
            INSERT INTO users SELECT
                i * 3 + IFF(MOD(i, 7) = 0, 1000000000000, 0),
                'user' || i || '@example.com',
                CASE MOD(i, 5) WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '🦊 ' || i ELSE 'Name ' || i END,
                i * 1.25,
                i / 3.0::FLOAT,
                IFF(MOD(i, 4) = 0, TO_BINARY('00ff', 'HEX'), NULL),
                '2020-01-01T00:00:' || MOD(i, 60)
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY 1) AS i FROM TABLE(GENERATOR(ROWCOUNT => {users}))) AS n;
            INSERT INTO profiles SELECT id, 'home', 'profile of ' || name FROM users;
            INSERT INTO profiles SELECT id, 'work', NULL FROM users WHERE MOD(id, 2) = 0;
            INSERT INTO preferences SELECT id, 'theme', IFF(MOD(id, 2) = 0, 'dark', '') FROM users;
            INSERT INTO preferences SELECT id, 'theme', 'again' FROM users WHERE MOD(id, 3) = 0;
            INSERT INTO preferences SELECT NULL, NULL, NULL FROM TABLE(GENERATOR(ROWCOUNT => 10));
            """));
    }

    public void CreateOccupied()
    {
        account.Create(name);
        account.Run(name, $"""
            {Schema}
            INSERT INTO users (id, email, name, photo) SELECT -i, 'before' || i, 'Here before', TO_BINARY('00ff', 'HEX')
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY 1) AS i FROM TABLE(GENERATOR(ROWCOUNT => 40))) AS n;
            INSERT INTO profiles SELECT id, 'home', 'Here before' FROM users;
            INSERT INTO preferences SELECT id, 'theme', 'Here before' FROM users;
            CREATE TABLE bystander (a NUMBER(19,0), b VARCHAR);
            INSERT INTO bystander VALUES (1, 'not a part of it');
            {Occupants}
            """);
    }

    public (string Schema, string Rows) State() => (
        string.Join('\n', Select("""
            SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'PUBLIC' AND NOT STARTSWITH(table_name, '_MIGRATION_') ORDER BY 1
            """).Select(row => row[0])),
        string.Join('\n', s_tables.Where(HasTable).Select(table => $"{table} {RowsWhere(table, "TRUE")}")));

    public string RowsWhere(string table, string condition) =>
        RowProof.Of(Read($"SELECT * FROM {table} WHERE {condition}", (reader, column) => reader.GetValue(column) switch
        {
            SnowflakeDecimal number => decimal.Parse(number.ToString(), CultureInfo.InvariantCulture),
            var value => value,
        }));

    public IReadOnlyList<string[]> Select(string sql) => [.. Read(sql, (reader, column) => reader.IsDBNull(column) ? "NULL" : reader.GetString(column)).Select(row => row.Cast<string>().ToArray())];

    public bool HasTable(string table) =>
        Select($"SELECT 1 FROM information_schema.tables WHERE table_schema = 'PUBLIC' AND table_name = {DatabaseProof.Literal(Stored(table))}").Count == 1;

    public string Stored(string name) => name.ToUpperInvariant();

    public string RowsOfRange => "row_count";

    private List<object?[]> Read(string sql, Func<SnowflakeDataReader, int, object?> value)
    {
        using var connection = new SnowflakeConnection(account.ConnectionString(name));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = (SnowflakeDataReader)command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => value(reader, column))]);
        return rows;
    }
}
