using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>SHOW and DESCRIBE: of the catalog, without a warehouse.</summary>
internal sealed class ShowRunner(SessionState session, SessionConnection connection)
{
    private readonly ShowSelection _selection = new(session);
    private readonly ShowKeys _keys = new(session);

    public async Task<EngineResult> ShowAsync(ShowStatement show, CancellationToken cancellation) =>
        ShowPage.Of(show, await AllAsync(show, cancellation), session.Options.MostShown);

    private async Task<EngineResult> AllAsync(ShowStatement show, CancellationToken cancellation) => show.What switch
    {
        "DATABASES" => Databases(show),
        "SCHEMAS" => Schemas(show),
        "TABLES" => await TablesAsync(show, cancellation),
        "VIEWS" => Views(show),
        "SEQUENCES" => Sequences(show),
        "COLUMNS" => Columns(show),
        "WAREHOUSES" => new WarehouseRunner(session).Show(show),
        "GRANTS" => new ShowGrants(session).Show(show),
        "PARAMETERS" => new ShowParameters(session).Run(show),
        "PRIMARY KEYS" => _keys.Keys(show, "PRIMARY KEY"),
        "UNIQUE KEYS" => _keys.Keys(show, "UNIQUE"),
        "IMPORTED KEYS" => _keys.ForeignKeys((key, _) => _selection.Within(show, key)),
        "EXPORTED KEYS" => _keys.ForeignKeys((_, referenced) => _selection.Within(show, referenced)),
        _ => throw SqlError.Unknown($"SHOW {show.What}"),
    };

    public static EngineResult Describe(SessionState session, DescribeStatement describe)
    {
        var key = session.Key(describe.Name);
        var table = new ShowTable("name", "type", "kind", "null?", "default", "primary key", "unique key", "check", "expression", "comment", "policy name", "privacy domain");
        switch (session.Find(key))
        {
            case Table found when describe.Kind == "TABLE":
                foreach (var column in found.Columns)
                    table.Add(column.Name, column.Type, "COLUMN", YN(!column.IsNotNull), ColumnText.Default(column), YN(IsIn(found, column, "PRIMARY KEY")), YN(IsIn(found, column, "UNIQUE")), null, null, OrNull(column.Comment), column.Mask?.Policy, null);
                break;
            case View view:
                foreach (var column in session.ColumnsOf(view)) table.Add(column.Name, column.Type, "COLUMN", YN(column.IsNullable), null, "N", "N", null, null, null, null, null);
                break;
            default:
                throw SqlError.NoObject(describe.Kind == "VIEW" ? "View" : "Table", describe.Name.ToString());
        }

        return table.Result();
    }

    private EngineResult Databases(ShowStatement show)
    {
        var table = new ShowTable("created_on", "name", "is_default", "is_current", "origin", "owner", "comment", "options", "retention_time", "kind");
        foreach (var database in ShowSelection.Chosen(show, session.State.Databases.Values, database => database.Name))
            table.Add(database.Created, database.Name, "N", YN(database.Name == session.Database), "", session.Role, database.Comment, database.IsTransient ? "TRANSIENT" : "", Retention.OfDatabase(session.State, database.Name), "STANDARD");
        return table.Result();
    }

    private EngineResult Schemas(ShowStatement show)
    {
        var database = show.InKind == "ACCOUNT" ? null : show.In?.Name ?? session.RequireDatabase();
        var table = new ShowTable("created_on", "name", "is_default", "is_current", "database_name", "owner", "comment", "options", "retention_time", "dropped_on");
        var all = session.State.Schemas.Values.Where(schema => database is null || schema.Database == database).OrderBy(schema => schema.Database, StringComparer.Ordinal).ThenBy(schema => schema.Name, StringComparer.Ordinal);
        foreach (var schema in ShowSelection.Chosen(show, all, schema => schema.Name))
            table.Add(schema.Created, schema.Name, "N", YN(schema.Database == session.Database && schema.Name == session.Schema), schema.Database, session.Role, schema.Comment, schema.IsTransient ? "TRANSIENT" : "", Retention.OfSchema(session.State, (schema.Database, schema.Name)), null);
        if (show.WithHistory)
        {
            foreach (var dropped in session.State.DroppedNamespaces.Where(dropped => dropped.Schema is not null && dropped.IsThere(session.Now) && (database is null || dropped.Database == database) && ShowSelection.Matches(show.Like, dropped.Schema)))
                table.Add(dropped.Before.Schemas[(dropped.Database, dropped.Schema!)].Created, dropped.Schema, "N", "N", dropped.Database, session.Role, "", "", dropped.RetentionDays, dropped.At);
        }

        return table.Result();
    }

    private async Task<EngineResult> TablesAsync(ShowStatement show, CancellationToken cancellation)
    {
        var table = new ShowTable("created_on", "name", "database_name", "schema_name", "kind", "comment", "cluster_by", "rows", "bytes", "owner", "retention_time", "automatic_clustering", "change_tracking", "dropped_on");
        foreach (var (key, found) in ShowSelection.Chosen(show, _selection.Objects<Table>(show), entry => entry.Key.Name))
        {
            var sizes = (await connection.QueryAsync($"SELECT count(*)::text, pg_relation_size('{found.Stored}')::text FROM {found.Stored}", [], cancellation))[0];
            table.Add(found.Created, key.Name, key.Database, key.Schema, found.Kind, found.Comment, Cluster(found), sizes[0], sizes[1], session.Role, Retention.OfTable(session.State, key, found), "OFF", found.TracksChanges ? "ON" : "OFF", null);
        }

        if (show.WithHistory)
        {
            foreach (var dropped in session.State.Dropped.Where(dropped => dropped.IsThere(session.Now) && _selection.Within(show, dropped.Key) && ShowSelection.Matches(show.Like, dropped.Key.Name)))
                table.Add(dropped.Table.Created, dropped.Key.Name, dropped.Key.Database, dropped.Key.Schema, dropped.Table.Kind, dropped.Table.Comment, Cluster(dropped.Table), null, null, session.Role, dropped.RetentionDays, "OFF", "OFF", dropped.At);
        }

        return table.Result();
    }

    private EngineResult Views(ShowStatement show)
    {
        var table = new ShowTable("created_on", "name", "reserved", "database_name", "schema_name", "owner", "comment", "text", "is_secure", "is_materialized");
        foreach (var (key, view) in ShowSelection.Chosen(show, _selection.Objects<View>(show), entry => entry.Key.Name))
            table.Add(view.Created, key.Name, "", key.Database, key.Schema, session.Role, view.Comment, view.Statement, TrueFalse(view.IsSecure), "false");
        return table.Result();
    }

    private EngineResult Sequences(ShowStatement show)
    {
        var table = new ShowTable("name", "database_name", "schema_name", "next_value", "interval", "created_on", "owner", "comment", "ordered");
        var all = session.State.Sequences.Where(entry => _selection.Within(show, entry.Key)).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal);
        foreach (var (key, sequence) in ShowSelection.Chosen(show, all, entry => entry.Key.Name))
            table.Add(key.Name, key.Database, key.Schema, sequence.Start, sequence.Increment, sequence.Created, session.Role, sequence.Comment, YN(sequence.IsOrdered));
        return table.Result();
    }

    private EngineResult Columns(ShowStatement show)
    {
        var table = new ShowTable("table_name", "schema_name", "column_name", "data_type", "null?", "default", "kind", "expression", "comment", "database_name", "autoincrement");
        foreach (var (key, entry) in _selection.Objects<CatalogObject>(show))
        {
            IReadOnlyList<Column> columns = entry is Table found ? found.Columns : [.. session.ColumnsOf((View)entry).Select(column => new Column(column.Name, column.Type, "") { IsNotNull = !column.IsNullable })];
            foreach (var column in columns.Where(column => ShowSelection.Matches(show.Like, column.Name)))
                table.Add(key.Name, key.Schema, column.Name, ColumnText.Type(column), column.IsNotNull ? "NOT_NULL" : "true", column.Identity is null ? column.DefaultText : "", "COLUMN", "", column.Comment, key.Database, ColumnText.Increment(column));
        }

        return table.Result();
    }

    private static bool IsIn(Table table, Column column, string kind) => table.Keys.Any(key => key.Kind == kind && key.Columns.Contains(column.Name));

    private static string Cluster(Table table) => table.ClusterBy.Count == 0 ? "" : $"LINEAR({string.Join(", ", table.ClusterBy)})";

    private static string YN(bool value) => value ? "Y" : "N";

    private static string TrueFalse(bool value) => value ? "true" : "false";

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
