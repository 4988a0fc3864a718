using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>What a target table is at a moment: its definition, its rows by Snowflake's own hash over all of them.</summary>
internal sealed class TableState(SnowflakeSession session, SchemaPlace place)
{
    // Alone in its line, and not there where checks were not told, or by a version that did not ask for them.
    private const string ChecksFollow = "checks\n";

    public static string Definition(TableDefinition table) => table.Untold.Count > 0 ? Structure(table) : Structure(table) + Checks(table);

    /// <summary>The definition, as far as one of before tells it.</summary>
    public static string Definition(TableDefinition table, string before) =>
        before.Contains($"\n{ChecksFollow}", StringComparison.Ordinal) ? Structure(table) + Checks(table) : Structure(table);

    private static string Checks(TableDefinition table) =>
        ChecksFollow + string.Concat(table.Checks.Select(check => $"check {check.Name} {check.Expression}\n"));

    private static string Structure(TableDefinition table)
    {
        var text = new StringBuilder();
        foreach (var column in table.Columns)
            text.Append(CultureInfo.InvariantCulture, $"column {column.Name} {column.DeclaredType} {column.NotNull} {column.DefaultExpression} {column.Collation}\n");
        foreach (var key in table.PrimaryKey is null ? table.UniqueKeys : table.UniqueKeys.Prepend(table.PrimaryKey))
            text.Append(CultureInfo.InvariantCulture, $"key {string.Join(", ", key.Columns.Select(part => part.Column))}\n");
        foreach (var key in table.ForeignKeys)
            text.Append(CultureInfo.InvariantCulture, $"foreign key {string.Join(", ", key.Columns)} {key.ReferencedDatabase} {key.ReferencedSchema} {key.ReferencedTable} {string.Join(", ", key.ReferencedColumns)}\n");
        return text.ToString();
    }

    /// <param name="table">The stored name.</param>
    public async Task<RangeHash> HashAsync(string table, CancellationToken cancellation) => (await session.QueryAsync(
        $"SELECT HASH_AGG(*), COUNT(*) FROM {place.Of(table)}",
        row => new RangeHash((UInt128)unchecked((ulong)(row.IsDBNull(0) ? 0 : row.Number(0))), row.Number(1)), cancellation))[0];
}
