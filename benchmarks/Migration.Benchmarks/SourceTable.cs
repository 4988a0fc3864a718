namespace Migration.Benchmarks;

/// <summary>A table as business applications have them: sixteen columns of mixed types, about 190 bytes a row, the same on every machine.</summary>
internal static class SourceTable
{
    public const string Name = "orders";
    public const int Columns = 16;
    public const string ColumnList = "id, customer, product, quantity, price, discount, status, note, address, city, created, changed, flags, rating, token, ref";

    public const string Ddl = """
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, product TEXT NOT NULL, quantity INTEGER NOT NULL, price REAL, discount NUMERIC,
            status TEXT NOT NULL, note TEXT, address TEXT, city TEXT, created TEXT NOT NULL, changed TEXT, flags INTEGER, rating REAL, token BLOB, ref TEXT);
        """;

    public static void Create(string path, long rows) => Shell.Time(path, $"""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        {Ddl}
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
        INSERT INTO orders SELECT
            i, i * 7919 % 100003, 'product ' || i % 5000, i % 17 + 1, i % 9973 / 7.0, CASE WHEN i % 3 = 0 THEN i % 50 END,
            CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'done' END,
            CASE WHEN i % 5 = 0 THEN 'a note of some length about order ' || i END, i % 977 || ' Example Street, Building ' || i % 13, 'City ' || i % 400,
            datetime(1600000000 + i, 'unixepoch'), CASE WHEN i % 2 THEN datetime(1600000000 + i * 2, 'unixepoch') END,
            i % 256, i % 50 / 10.0, CASE WHEN i % 8 = 0 THEN zeroblob(16) END, 'REF-' || (i * 48271 % 2147483647)
        FROM n;
        PRAGMA journal_mode = DELETE;
        """);
}
