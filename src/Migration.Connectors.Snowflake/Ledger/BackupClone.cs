using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>
/// The table as it was before the first write: a clone, which takes no room until the two differ. Rows that it lacks by
/// their key are those that the execution added; where there is no key, the table is put back as a whole.
/// </summary>
internal static class BackupClone
{
    /// <summary>Another one each time, so that a preparation which was overtaken can't put its own in the place of one that is relied on.</summary>
    public static string NewName(string execution) => Beginning(execution) + Guid.NewGuid().ToString("N").ToUpperInvariant();

    /// <summary>How the names of an execution's clones begin: one that no record tells of is found by it.</summary>
    public static string Beginning(string execution) => $"{SnowflakeNames.OwnPrefix}CLONE_{MurmurHash3.Of(Encoding.UTF8.GetBytes(execution)).ToString("X32", null)}_";

    /// <summary>A condition on rows of the table that the clone lacks them; null where no key tells rows apart.</summary>
    /// <param name="table">Quoted.</param>
    public static string? Excluding(SchemaPlace place, string clone, string table, KeyChoice identity)
    {
        if (identity.Parts.Count == 0)
            return null;
        var match = string.Join(" AND ", identity.Parts.Select(part => $"\"_MIGRATION_BEFORE\".{part.Operand} = {table}.{part.Operand}"));
        return $"NOT EXISTS (SELECT 1 FROM {place.Of(clone)} AS \"_MIGRATION_BEFORE\" WHERE {match})";
    }
}
