using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>UNDROP: within the retention that an object had when it was dropped, it comes back with all that was in it.</summary>
internal sealed class UndropDefinitions(Definition definition)
{
    public (CatalogState State, string Message) Run(UndropStatement undrop, CatalogState state) => undrop.Kind switch
    {
        "TABLE" => Table(undrop.Name, state),
        "SCHEMA" => Namespace(undrop, definition.Session.SchemaKey(undrop.Name), state),
        _ => Namespace(undrop, (undrop.Name.Name, null), state),
    };

    /// <param name="after">The account without it.</param>
    public CatalogState Remember(CatalogState after, CatalogState before, string database, string? schema)
    {
        var days = schema is null ? Retention.OfDatabase(before, database) : Retention.OfSchema(before, (database, schema));
        return after with { DroppedNamespaces = after.DroppedNamespaces.Insert(0, new(database, schema, before with { DroppedNamespaces = [] }, definition.Now, days)) };
    }

    private (CatalogState State, string Message) Table(ObjectName name, CatalogState state)
    {
        var key = definition.Session.Key(name);
        if (state.Objects.ContainsKey(key)) throw SqlError.Exists(name.ToString());
        var dropped = state.Dropped.FirstOrDefault(dropped => dropped.Key == key && dropped.IsThere(definition.Now)) ?? throw Purged("Table", key.Name);
        return (state.With(key, dropped.Table) with { Dropped = state.Dropped.Remove(dropped) }, $"Table {key.Name} successfully restored.");
    }

    private (CatalogState State, string Message) Namespace(UndropStatement undrop, (string Database, string? Schema) key, CatalogState state)
    {
        var kind = key.Schema is null ? "Database" : "Schema";
        if (key.Schema is null ? state.Databases.ContainsKey(key.Database) : state.Schemas.ContainsKey((key.Database, key.Schema))) throw SqlError.Exists(undrop.Name.ToString());
        if (key.Schema is not null && !state.Databases.ContainsKey(key.Database)) throw SqlError.NoObject("Database", key.Database);
        var dropped = state.DroppedNamespaces.FirstOrDefault(dropped => (dropped.Database, dropped.Schema) == key && dropped.IsThere(definition.Now)) ?? throw Purged(kind, undrop.Name.Name);
        return (Restored(state, dropped), $"{kind} {undrop.Name.Name} successfully restored.");
    }

    private static CatalogState Restored(CatalogState state, DroppedNamespace dropped)
    {
        var before = dropped.Before;
        return state with
        {
            Databases = dropped.Schema is null ? state.Databases.Add(dropped.Database, before.Databases[dropped.Database]) : state.Databases,
            Schemas = state.Schemas.AddRange(before.Schemas.Where(schema => schema.Key.Database == dropped.Database && (dropped.Schema is null || schema.Key.Name == dropped.Schema))),
            Objects = state.Objects.AddRange(before.Objects.Where(entry => dropped.Holds(entry.Key))),
            Governors = state.Governors.AddRange(before.Governors.Where(entry => dropped.Holds(entry.Key))),
            Sequences = state.Sequences.AddRange(before.Sequences.Where(entry => dropped.Holds(entry.Key))),
            Dropped = state.Dropped.AddRange(before.Dropped.Where(entry => dropped.Holds(entry.Key))),
            DroppedNamespaces = state.DroppedNamespaces.Remove(dropped),
        };
    }

    private static Engine.EngineException Purged(string kind, string name) =>
        new("002003", kind == "Table" ? "42S02" : "02000", $"SQL compilation error:\n{kind} {name} did not exist or was purged.");
}
