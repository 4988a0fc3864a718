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
    /// <summary>Another one in each round, so that none is taken for the one of an earlier round.</summary>
    public static string NameOf(string execution, string table, int round) => SnowflakeNames.OwnPrefix + "CLONE_"
        + MurmurHash3.Of(Encoding.UTF8.GetBytes($"{execution}\n{table}\n{round}")).ToString("X32", null);

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
