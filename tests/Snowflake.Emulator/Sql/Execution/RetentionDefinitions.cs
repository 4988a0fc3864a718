using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>How long what lies in the account, a database or a schema keeps its past, unless it says so itself.</summary>
internal static class RetentionDefinitions
{
    private const int Standard = 1;

    public static CatalogState Alter(Definition definition, AlterRetentionStatement alter, CatalogState state) =>
        Retention.Changed(state, Altered(definition, alter, state), definition.Now);

    private static CatalogState Altered(Definition definition, AlterRetentionStatement alter, CatalogState state)
    {
        switch (alter.Kind)
        {
            case "ACCOUNT":
                return state with { RetentionDays = alter.Days ?? Standard };
            case "DATABASE":
                var database = state.Databases.GetValueOrDefault(alter.Name!.Name) ?? throw SqlError.NoObject("Database", alter.Name.ToString());
                return state with { Databases = state.Databases.SetItem(database.Name, database with { RetentionDays = alter.Days }) };
            default:
                var schema = state.Schemas.GetValueOrDefault(definition.Session.SchemaKey(alter.Name!)) ?? throw SqlError.NoObject("Schema", alter.Name!.ToString());
                return state with { Schemas = state.Schemas.SetItem((schema.Database, schema.Name), schema with { RetentionDays = alter.Days }) };
        }
    }
}
