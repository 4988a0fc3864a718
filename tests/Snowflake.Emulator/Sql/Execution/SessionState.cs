using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Account;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What one session knows: its context, its variables and its temporary tables.</summary>
internal sealed class SessionState
{
    private readonly AccountCatalog _catalog;

    public SessionState(AccountCatalog catalog, PostgresEngineOptions options, EngineContext context)
    {
        _catalog = catalog;
        Account = options.Account;
        User = context.User;
        Role = Or(context.Role, options.DefaultRole);
        Warehouse = Or(context.Warehouse, options.DefaultWarehouse);
        Database = Or(context.Database, options.DefaultDatabase);
        Schema = Or(context.Schema, context.Database.Length > 0 ? "PUBLIC" : options.DefaultSchema);
        TimeZone = context.Parameters.GetValueOrDefault("TIMEZONE", options.TimeZone);
        Options = options;
    }

    public PostgresEngineOptions Options { get; }

    public CatalogState State => _catalog.State;

    public AccountWarehouses Warehouses => _catalog.Warehouses;

    public AccountDenials Denials => _catalog.Denials;

    public string Account { get; }

    public string Region { get; } = "EMULATED";

    public string Version { get; } = "9.99.0";

    public string User { get; }

    public string Role { get; set; }

    public string Warehouse { get; set; }

    public string Database { get; set; }

    public string Schema { get; set; }

    public string TimeZone { get; set; }

    public DateTimeOffset Now => _catalog.Clock.Now();

    /// <summary>When the statement that runs committed last; null where it has not.</summary>
    public DateTimeOffset? Committed { get; set; }

    public bool IsInTransaction { get; set; }

    public Dictionary<string, ScriptValue> Variables { get; } = [];

    public Dictionary<string, ScriptValue> ScriptVariables { get; set; } = [];

    public Dictionary<ObjectKey, Table> Temporary { get; } = [];

    /// <returns>Null where there was no such statement.</returns>
    public DateTimeOffset? MomentOf(string statement) => _catalog.MomentOf(statement);

    /// <summary>That a statement which reads or writes rows can run.</summary>
    public void RequireWarehouse()
    {
        if (Warehouse.Length == 0 || !Denials.Held(Role, "WAREHOUSE", Warehouse).Any(privilege => privilege is "OWNERSHIP" or "USAGE")) throw SqlError.NoWarehouse();
        Warehouses.Use(Warehouse);
    }

    public string RequireDatabase() =>
        Database.Length == 0 ? throw SqlError.NoDatabase() : State.Databases.ContainsKey(Database) ? Database : throw SqlError.NoObject("Database", Database);

    /// <summary>The full name of what a name means here, whether it exists or not; its schema has to.</summary>
    public ObjectKey Key(ObjectName name)
    {
        var key = name.Parts switch
        {
            [var database, var schema, var single] => new ObjectKey(database, schema, single),
            [var schema, var single] => new(RequireDatabase(), schema, single),
            _ => new(RequireDatabase(), Schema.Length == 0 ? throw SqlError.NoSchema() : Schema, name.Name),
        };
        if (!State.Databases.ContainsKey(key.Database)) throw SqlError.NoObject("Database", key.Database);
        return State.Schemas.ContainsKey((key.Database, key.Schema)) ? key : throw SqlError.NoObject("Schema", $"{key.Database}.{key.Schema}");
    }

    public (string Database, string Schema) SchemaKey(ObjectName name) => name.Parts.Count > 1 ? (name.Parts[^2], name.Parts[^1]) : (RequireDatabase(), name.Name);

    public CatalogObject? Find(ObjectKey key) => Temporary.GetValueOrDefault(key) ?? State.Objects.GetValueOrDefault(key);

    public (ObjectKey Key, Table Table) Table(ObjectName name)
    {
        var key = Key(name);
        return Find(key) is Table table ? (key, table) : throw SqlError.NoObject("Table", name.ToString());
    }

    public View View(ObjectName name) => Find(Key(name)) as View ?? throw SqlError.NoObject("View", name.ToString());

    public Sequence Sequence(ObjectName name) => State.Sequences.GetValueOrDefault(Key(name)) ?? throw SqlError.NoObject("Sequence", name.ToString());

    public IReadOnlyList<OutputColumn> ColumnsOf(View view) => Translate(view, new(this, [])).Columns;

    /// <summary>A view's query: its names are looked up where the view is.</summary>
    public TranslatedQuery Translate(View view, TranslationContext context)
    {
        var (database, schema) = (Database, Schema);
        (Database, Schema) = (view.Key.Database, view.Key.Schema);
        try
        {
            var query = new QueryTranslator(context).Translate(view.Query, null);
            return query with { Columns = QueryTranslator.Renamed(query.Columns, view.Columns) };
        }
        finally
        {
            (Database, Schema) = (database, schema);
        }
    }

    private static string Or(string value, string otherwise) => value.Length > 0 ? value : otherwise;
}
