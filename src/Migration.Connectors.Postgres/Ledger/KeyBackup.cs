using System.Text;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Tables;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>
/// The keys of the rows that a table held before the first write. A copy only inserts, so to know which rows were there
/// is enough to find, and to take back, those that were not. Rows of a table without a key are told apart by the
/// transaction that wrote them, which the ledger knows.
/// </summary>
internal static class KeyBackup
{
    public static string NameOf(string execution, string table) =>
        PostgresNames.OwnPrefix + "keys_" + MurmurHash3.Of(Encoding.UTF8.GetBytes($"{execution}\n{table}")).ToString("x32", null);

    /// <summary>Whether the key names each row: one with a NULL in it does not.</summary>
    public static bool IsPossible(KeyChoice identity) => identity is { Parts.Count: > 0, Key.MayBeNull: false };

    public static async Task CreateAsync(PostgresSession session, string name, string table, KeyChoice identity, CancellationToken cancellation)
    {
        var columns = string.Join(", ", identity.Parts.Select((p, i) => $"{SqlNames.Quote(p.Column)} AS k{i}"));
        await session.ExecuteAsync($"SET LOCAL client_min_messages = warning; DROP TABLE IF EXISTS {name}", cancellation);
        await session.ExecuteAsync($"CREATE TABLE {name} AS SELECT {columns} FROM {table}", cancellation);
        await session.ExecuteAsync($"ALTER TABLE {name} ADD PRIMARY KEY ({string.Join(", ", identity.Parts.Select((_, i) => $"k{i}"))})", cancellation);
    }

    /// <summary>A condition on rows of the table that this execution added them.</summary>
    public static string Excluding(string? name, string table, KeyChoice identity, (string Execution, string Table) ledger)
    {
        if (name is null)
            return $"{table}.xmin::text::bigint IN (SELECT xid FROM _migration_ranges WHERE execution = {SqlNames.Literal(ledger.Execution)} AND table_name = {SqlNames.Literal(ledger.Table)})";
        var match = string.Join(" AND ", identity.Parts.Select((p, i) => $"{name}.k{i} = {table}.{SqlNames.Quote(p.Column)}"));
        return $"NOT EXISTS (SELECT 1 FROM {name} WHERE {match})";
    }
}
