using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads what has a name in a schema, by one statement, also where checks are wanted.</summary>
internal sealed class EntryReader(SnowflakeSession session, SchemaPlace place)
{
    // Given to a constraint that nobody has named.
    private const string SystemName = "SYS_CONSTRAINT_";

    /// <param name="further">A condition, after AND; empty for everything.</param>
    public Task<List<SchemaEntry>> ReadAsync(string further, CancellationToken cancellation) => session.QueryAsync(
        $"SELECT TABLE_NAME, TABLE_TYPE, COMMENT FROM {place.Catalog}.TABLES WHERE {Condition(further)} ORDER BY TABLE_NAME", Entry, cancellation);

    /// <summary>Accounts that have no such view, and roles that may not ask it, are told of everything else.</summary>
    /// <param name="further">A condition, after AND; empty for everything.</param>
    public async Task<List<SchemaEntry>> ReadWithChecksAsync(string further, CancellationToken cancellation)
    {
        try
        {
            var rows = await session.QueryAsync(
                $"SELECT T.TABLE_NAME, T.TABLE_TYPE, T.COMMENT, C.CONSTRAINT_NAME, C.CHECK_CLAUSE FROM {place.Catalog}.TABLES AS T "
                + $"LEFT JOIN {place.Catalog}.CHECK_CONSTRAINTS AS C ON C.CONSTRAINT_SCHEMA = T.TABLE_SCHEMA AND C.CONSTRAINT_TABLE = T.TABLE_NAME "
                + $"WHERE {Condition(further)} ORDER BY T.TABLE_NAME, C.CONSTRAINT_NAME", row => (Entry: Entry(row), Check: Check(row)), cancellation);
            return [.. rows.GroupBy(row => row.Entry.Name).Select(table => table.First().Entry with { Checks = [.. table.Select(row => row.Check).OfType<CheckDefinition>()] })];
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return (await ReadAsync(further, cancellation)).ConvertAll(entry => entry with { ChecksRefusal = refused.Message });
        }
    }

    private string Condition(string further) => $"TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)}{(further.Length == 0 ? "" : $" AND {further}")}";

    private static SchemaEntry Entry(ResultReader row) => new(row.GetString(0), row.GetString(1), row.IsDBNull(2) || row.GetString(2).Length == 0 ? null : row.GetString(2));

    private static CheckDefinition? Check(ResultReader row) => row.IsDBNull(3) ? null
        : new(row.GetString(3).StartsWith(SystemName, StringComparison.Ordinal) ? null : row.GetString(3), row.IsDBNull(4) ? "" : row.GetString(4));
}
