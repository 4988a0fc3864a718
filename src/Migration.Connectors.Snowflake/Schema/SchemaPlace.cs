namespace Migration.Connectors.Snowflake.Schema;

/// <summary>A schema by the names that are stored.</summary>
internal sealed record SchemaPlace(string Database, string Schema)
{
    /// <summary>Quoted.</summary>
    public string Name => $"{SnowflakeNames.Quote(Database)}.{SnowflakeNames.Quote(Schema)}";

    public string Catalog => $"{SnowflakeNames.Quote(Database)}.INFORMATION_SCHEMA";

    public string Of(string table) => $"{Name}.{SnowflakeNames.Quote(table)}";
}
