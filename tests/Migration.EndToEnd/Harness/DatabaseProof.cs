using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Migration.EndToEnd.Harness;

/// <summary>What a SQLite database holds, by means of its own: none of the product's code takes part.</summary>
internal static class DatabaseProof
{
    /// <summary>SHA-256 over every row of the given user tables, or of all, in the order of all columns, with the storage class of every value.</summary>
    public static string Rows(string path, params string[] tables) => WithConnection(path, connection =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables.Length > 0 ? tables : [.. Tables(connection)])
            AppendTable(hash, connection, table, "true");
        return Convert.ToHexString(hash.GetHashAndReset());
    });

    /// <summary>As <see cref="Rows"/>, of the rows that an SQL condition holds for.</summary>
    public static string RowsWhere(string path, string table, string condition) => WithConnection(path, connection =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendTable(hash, connection, table, condition);
        return Convert.ToHexString(hash.GetHashAndReset());
    });

    /// <summary>The statements that made the database, the ledger's own left out.</summary>
    public static string Schema(string path) => WithConnection(path, connection => string.Join('\n',
        Query(connection, "SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
            .Where(row => !IsInternal(row[1]))
            .Select(row => string.Join(' ', row))));

    public static long Count(string path, string table) => WithConnection(path, connection =>
        long.Parse(Query(connection, $"SELECT count(*) FROM {Quote(table)}").Single()[0]));

    public static IReadOnlyList<string[]> Select(string path, string sql) =>
        WithConnection(path, connection => Query(connection, sql).ToList());

    /// <summary>The tables of the user, in order.</summary>
    public static IReadOnlyList<string> TableNames(string path) => WithConnection(path, Tables);

    public static void Execute(string path, string sql)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void AppendTable(IncrementalHash hash, SqliteConnection connection, string table, string condition)
    {
        Append(hash, table);
        var columns = Columns(connection, table);
        var values = string.Join(", ", columns.Select(c => $"typeof({c}) || ':' || quote({c})"));
        var order = string.Join(", ", columns.Select(c => $"{c} COLLATE BINARY"));
        foreach (var row in Query(connection, $"SELECT {values} FROM {Quote(table)} WHERE {condition} ORDER BY {order}"))
            Append(hash, string.Join('|', row));
    }

    private static T WithConnection<T>(string path, Func<SqliteConnection, T> read)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        return read(connection);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<string> Tables(SqliteConnection connection) =>
        Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            .Select(row => row[0]).Where(name => !IsInternal(name)).ToList();

    private static bool IsInternal(string name) =>
        name.StartsWith("sqlite_", StringComparison.Ordinal) || name.StartsWith("_migration_", StringComparison.Ordinal);

    private static List<string> Columns(SqliteConnection connection, string table) =>
        Query(connection, $"SELECT name FROM pragma_table_xinfo({Literal(table)}) WHERE hidden <> 1 ORDER BY cid").Select(row => Quote(row[0])).ToList();

    private static IEnumerable<string[]> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? "NULL" : reader.GetString(i);
            yield return row;
        }
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
