using Microsoft.Data.Sqlite;

namespace Migration.EndToEnd.Harness;

/// <param name="strict">Leaves out what an engine with types has no place for: a text in a column of numbers.</param>
internal sealed class ProvenSqlite(string path, bool strict = false) : IProvenDatabase
{
    public string Settings => $"{{ kind: sqlite, path: \"{path}\" }}";

    public void CreateLegacy(int users)
    {
        LegacyDatabase.Create(path, users);
        if (strict) DatabaseProof.Execute(path, "UPDATE users SET balance = NULL WHERE balance = 'n/a'");
    }

    public void CreateOccupied() => LegacyDatabase.CreateOccupied(path);

    public (string Schema, string Rows) State() => (DatabaseProof.Schema(path), DatabaseProof.Rows(path));

    public string RowsWhere(string table, string condition) => RowProof.Of(Read($"SELECT * FROM {table} WHERE {condition}"));

    public IReadOnlyList<string[]> Select(string sql) => DatabaseProof.Select(path, sql);

    public bool HasTable(string table) =>
        File.Exists(path) && Select($"SELECT 1 FROM sqlite_master WHERE name = {DatabaseProof.Literal(table)}").Count == 1;

    private IEnumerable<object?[]> Read(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            yield return row;
        }
    }
}
