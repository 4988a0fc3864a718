using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Sqlite.Tables;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>
/// The identities of the rows that a table held before the first write. A copy only inserts, so to know which rows
/// were there is enough to find, and to take back, those that were not.
/// </summary>
internal static class KeyBackup
{
    public static string NameOf(string execution, string table) =>
        SqliteNames.OwnPrefix + "keys_" + MurmurHash3.Of(Encoding.UTF8.GetBytes($"{execution}\n{table}")).ToString("x32", null);

    public static void Create(SqliteSession session, string name, TableDefinition table, KeyChoice identity)
    {
        var columns = Columns(table, identity);
        var definition = string.Join(", ", columns.Select((c, i) => $"k{i} COLLATE {c.Collation}"));
        var key = string.Join(", ", columns.Select((_, i) => $"k{i}"));
        session.Execute($"DROP TABLE IF EXISTS {name}");
        session.Execute($"CREATE TABLE {name} ({definition}, PRIMARY KEY ({key})) WITHOUT ROWID");
        session.Execute($"INSERT INTO {name} SELECT {string.Join(", ", columns.Select(c => c.Operand))} FROM {SqliteNames.Quote(table.Name)}");
    }

    /// <summary>A condition on rows of the table that they are not among those before; null where no backup was made.</summary>
    public static string? Excluding(string? name, TableDefinition table, KeyChoice identity)
    {
        if (name is null)
            return null;
        var quoted = SqliteNames.Quote(table.Name);
        // The plus takes the column's affinity away: with it SQLite would convert every key of the backup, and could not seek.
        var match = string.Join(" AND ", Columns(table, identity).Select((c, i) => $"{name}.k{i} = +{quoted}.{c.Operand}"));
        return $"NOT EXISTS (SELECT 1 FROM {name} WHERE {match})";
    }

    private static IReadOnlyList<(string Operand, string Collation)> Columns(TableDefinition table, KeyChoice identity) =>
        RowIdName.Of(table) is { } rowId
            ? [(rowId, "BINARY")]
            : [.. identity.Columns.Select(c => (SqliteNames.Quote(c.Column!), c.Collation))];
}
