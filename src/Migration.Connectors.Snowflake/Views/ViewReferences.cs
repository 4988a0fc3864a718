using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Views;

/// <summary>What a view reads, by the word of Snowflake: its own tables and views, and those that these read.</summary>
internal sealed class ViewReferences(SnowflakeSession session)
{
    /// <summary>An object of the other schema that the view reads; null where there is none, or where Snowflake does not tell, as of a view that calls a function of a person's.</summary>
    public async Task<string?> FindAsync(SchemaPlace place, string view, SchemaPlace other, CancellationToken cancellation)
    {
        try
        {
            return await session.ScalarAsync(
                $"SELECT REFERENCED_OBJECT_NAME FROM TABLE(GET_OBJECT_REFERENCES(DATABASE_NAME => {Argument(place.Database)}, SCHEMA_NAME => {Argument(place.Schema)}, OBJECT_NAME => {Argument(view)})) "
                + $"WHERE REFERENCED_DATABASE_NAME = {SnowflakeNames.Literal(other.Database)} AND REFERENCED_SCHEMA_NAME = {SnowflakeNames.Literal(other.Schema)} ORDER BY 1 LIMIT 1", cancellation);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return null;
        }
    }

    private static string Argument(string name) => SnowflakeNames.Literal(SnowflakeNames.Quote(name));
}
