using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>SHOW PARAMETERS of objects: the one that the emulator has of them.</summary>
internal sealed class ShowParameters(SessionState session)
{
    private const string Key = "DATA_RETENTION_TIME_IN_DAYS";

    public EngineResult Run(ShowStatement show)
    {
        var table = new ShowTable("key", "value", "default", "level", "description", "type");
        if (!ShowSelection.Matches(show.Like, Key)) return table.Result();
        var (days, level) = Of(show);
        table.Add(Key, days, 1, level, "", "NUMBER");
        return table.Result();
    }

    private (int Days, string Level) Of(ShowStatement show)
    {
        var state = session.State;
        switch (show.InKind)
        {
            case "ACCOUNT":
                return (state.RetentionDays, Account(state));
            case "DATABASE":
                var database = show.In?.Name ?? session.RequireDatabase();
                return state.Databases.ContainsKey(database) ? (Retention.OfDatabase(state, database), Level(state, database)) : throw SqlError.NoObject("Database", database);
            case "SCHEMA":
                var schema = show.In is null ? (session.RequireDatabase(), session.Schema) : session.SchemaKey(show.In);
                return state.Schemas.ContainsKey(schema) ? (Retention.OfSchema(state, schema), Level(state, schema)) : throw SqlError.NoObject("Schema", schema.ToString());
            case "TABLE" when show.In is not null:
                var (key, table) = session.Table(show.In);
                return (Retention.OfTable(state, key, table), table.RetentionDays is null ? Level(state, (key.Database, key.Schema)) : "TABLE");
            default:
                throw SqlError.Unknown($"SHOW PARAMETERS IN {(show.InKind.Length == 0 ? "SESSION" : show.InKind)}");
        }
    }

    private static string Level(CatalogState state, (string Database, string Name) schema) => state.Schemas[schema].RetentionDays is null ? Level(state, schema.Database) : "SCHEMA";

    private static string Level(CatalogState state, string database) => state.Databases[database].RetentionDays is null ? Account(state) : "DATABASE";

    private static string Account(CatalogState state) => state.RetentionDays == 1 ? "" : "ACCOUNT";
}
