using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Databases and schemas.</summary>
internal sealed class NamespaceDefinitions(Definition definition)
{
    public async Task<(CatalogState State, string Message)> CreateAsync(CreateDatabaseStatement create, CatalogState state)
    {
        var name = create.Name.Name;
        if (state.Databases.ContainsKey(name))
        {
            if (create.Mode.IfNotExists) return (state, $"{name} already exists, statement succeeded.");
            state = create.Mode.Replaces ? WithoutDatabase(state, name) : throw SqlError.Exists(name);
        }

        state = state with { Databases = state.Databases.SetItem(name, new(name, create.Comment, definition.Now) { IsTransient = create.IsTransient, RetentionDays = create.RetentionDays }) };
        if (create.CloneOf is { } source) state = await CloneAsync(state, (source.Name, null), (name, null));
        else state = WithSchema(state, new(name, "PUBLIC", "", definition.Now));
        (definition.Session.Database, definition.Session.Schema) = (name, "PUBLIC");
        return (state, $"Database {name} successfully created.");
    }

    public async Task<(CatalogState State, string Message)> CreateAsync(CreateSchemaStatement create, CatalogState state)
    {
        var key = definition.Session.SchemaKey(create.Name);
        if (!state.Databases.ContainsKey(key.Database)) throw SqlError.NoObject("Database", key.Database);
        if (state.Schemas.ContainsKey(key))
        {
            if (create.Mode.IfNotExists) return (state, $"{key.Schema} already exists, statement succeeded.");
            state = create.Mode.Replaces ? WithoutSchema(state, key) : throw SqlError.Exists(key.Schema);
        }

        state = WithSchema(state, new(key.Database, key.Schema, create.Comment, definition.Now) { IsTransient = create.IsTransient, RetentionDays = create.RetentionDays });
        if (create.CloneOf is { } source) state = await CloneAsync(state, definition.Session.SchemaKey(source), key);
        (definition.Session.Database, definition.Session.Schema) = key;
        return (state, $"Schema {key.Schema} successfully created.");
    }

    /// <returns>Null where there was nothing to drop, and none was needed.</returns>
    public CatalogState? Drop(DropStatement drop, CatalogState state)
    {
        if (drop.Kind == "DATABASE")
        {
            if (state.Databases.ContainsKey(drop.Name.Name)) return WithoutDatabase(state, drop.Name.Name);
            return drop.IfExists ? null : throw SqlError.NoObject("Database", drop.Name.Name);
        }

        var key = definition.Session.SchemaKey(drop.Name);
        if (state.Schemas.ContainsKey(key)) return WithoutSchema(state, key);
        return drop.IfExists ? null : throw SqlError.NoObject("Schema", drop.Name.ToString());
    }

    private static CatalogState WithSchema(CatalogState state, SchemaEntry schema) => state with { Schemas = state.Schemas.SetItem((schema.Database, schema.Name), schema) };

    private CatalogState WithoutSchema(CatalogState state, (string Database, string Schema) key) =>
        new UndropDefinitions(definition).Remember(Emptied(state, key), state, key.Database, key.Schema);

    private static CatalogState Emptied(CatalogState state, (string Database, string Schema) key) => GovernanceDefinitions.Unused(state, key) with
    {
        Dropped = state.Dropped.RemoveAll(dropped => (dropped.Key.Database, dropped.Key.Schema) == key),
        Schemas = state.Schemas.Remove(key),
        Objects = state.Objects.RemoveRange(state.Objects.Keys.Where(one => one.Database == key.Database && one.Schema == key.Schema)),
        Governors = state.Governors.RemoveRange(state.Governors.Keys.Where(one => one.Database == key.Database && one.Schema == key.Schema)),
        Sequences = state.Sequences.RemoveRange(state.Sequences.Keys.Where(one => one.Database == key.Database && one.Schema == key.Schema)),
    };

    private CatalogState WithoutDatabase(CatalogState state, string name)
    {
        var emptied = state with { DroppedNamespaces = state.DroppedNamespaces.RemoveAll(dropped => dropped.Database == name && dropped.Schema is not null) };
        foreach (var key in state.Schemas.Keys.Where(key => key.Database == name).ToList()) emptied = Emptied(emptied, key);
        return new UndropDefinitions(definition).Remember(emptied with { Databases = emptied.Databases.Remove(name) }, state, name, schema: null);
    }

    /// <summary>Clones what is in a database, or in a schema of it. Views keep the text that they had.</summary>
    private async Task<CatalogState> CloneAsync(CatalogState state, (string Database, string? Schema) source, (string Database, string? Schema) target)
    {
        var schemas = state.Schemas.Values.Where(schema => schema.Database == source.Database && (source.Schema is null || schema.Name == source.Schema)).ToList();
        if (schemas.Count == 0) throw SqlError.NoObject(source.Schema is null ? "Database" : "Schema", source.Schema ?? source.Database);
        foreach (var schema in schemas)
        {
            var name = target.Schema ?? schema.Name;
            state = WithSchema(state, schema with { Database = target.Database, Name = name, Created = definition.Now });
            foreach (var (key, entry) in state.Objects.Where(entry => entry.Key.Database == schema.Database && entry.Key.Schema == schema.Name))
                state = state.With(new(target.Database, name, key.Name), entry switch
                {
                    Table table => await new TableDefinitions(definition).CopyAsync(table, withRows: true),
                    View view => view with { Key = new(target.Database, name, key.Name) },
                    _ => entry,
                });
        }

        return state;
    }
}
