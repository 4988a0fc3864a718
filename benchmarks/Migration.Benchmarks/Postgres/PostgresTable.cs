namespace Migration.Benchmarks.Postgres;

/// <summary>The same table as <see cref="SourceTable"/> in PostgreSQL, beside the tables of pgbench.</summary>
internal static class PostgresTable
{
    public const string Columns = """
        id bigint, customer bigint NOT NULL, product text NOT NULL, quantity bigint NOT NULL, price double precision, discount numeric,
        status text NOT NULL, note text, address text, city text, created {0} NOT NULL, changed {0}, flags bigint, rating double precision, token bytea, ref text
        """;

    public static string Ddl(string moments) => $"CREATE TABLE orders ({Columns.Replace("{0}", moments, StringComparison.Ordinal)})";

    public static void Create(Server server, string database, long rows)
    {
        server.Execute(database, $"""
            {Ddl("timestamp")};
            INSERT INTO orders SELECT
                i, i * 7919 % 100003, 'product ' || i % 5000, i % 17 + 1, i % 9973 / 7.0::float8, CASE WHEN i % 3 = 0 THEN i % 50 END,
                CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'done' END,
                CASE WHEN i % 5 = 0 THEN 'a note of some length about order ' || i END, i % 977 || ' Example Street, Building ' || i % 13, 'City ' || i % 400,
                timestamp 'epoch' + (1600000000 + i) * interval '1 second', CASE WHEN i % 2 = 1 THEN timestamp 'epoch' + (1600000000 + i * 2) * interval '1 second' END,
                i % 256, i % 50 / 10.0::float8, CASE WHEN i % 8 = 0 THEN decode(repeat('00', 16), 'hex') END, 'REF-' || i * 48271 % 2147483647
            FROM generate_series(1, {rows}::bigint) i;
            ALTER TABLE orders ADD PRIMARY KEY (id);
            """);
        new Peer("pgbench", $"pgbench -i -q -s {Math.Max(1, rows / 100_000)} {server.Uri(database)}").Run();
        server.Execute(database, "VACUUM ANALYZE");
    }
}
