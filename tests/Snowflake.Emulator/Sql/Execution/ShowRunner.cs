using System.Text.Json;
using System.Text.RegularExpressions;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>SHOW and DESCRIBE: of the catalog, without a warehouse.</summary>
internal sealed class ShowRunner(SessionState session, SessionConnection connection)
{
    public async Task<EngineResult> ShowAsync(ShowStatement show, CancellationToken cancellation) => show.What switch
    {
        "DATABASES" => Databases(show),
        "SCHEMAS" => Schemas(show),
        "TABLES" => await TablesAsync(show, cancellation),
        "VIEWS" => Views(show),
        "SEQUENCES" => Sequences(show),
        "COLUMNS" => Columns(show),
        "WAREHOUSES" => Warehouses(show),
        "PRIMARY KEYS" => Keys(show, "PRIMARY KEY"),
        "UNIQUE KEYS" => Keys(show, "UNIQUE"),
        "IMPORTED KEYS" => ForeignKeys(show, (key, _) => Within(show, key)),
        "EXPORTED KEYS" => ForeignKeys(show, (_, referenced) => Within(show, referenced)),
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
                    table.Add(column.Name, column.Type, "COLUMN", YN(!column.IsNotNull), DefaultOf(column), YN(IsIn(found, column, "PRIMARY KEY")), YN(IsIn(found, column, "UNIQUE")), null, null, OrNull(column.Comment), null, null);
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
        foreach (var database in Chosen(show, session.State.Databases.Values, database => database.Name))
            table.Add(database.Created, database.Name, "N", YN(database.Name == session.Database), "", session.Role, database.Comment, database.IsTransient ? "TRANSIENT" : "", "1", "STANDARD");
        return table.Result();
    }

    private EngineResult Schemas(ShowStatement show)
    {
        var database = show.InKind == "ACCOUNT" ? null : show.In?.Name ?? session.RequireDatabase();
        var table = new ShowTable("created_on", "name", "is_default", "is_current", "database_name", "owner", "comment", "options", "retention_time");
        var all = session.State.Schemas.Values.Where(schema => database is null || schema.Database == database).OrderBy(schema => schema.Database, StringComparer.Ordinal).ThenBy(schema => schema.Name, StringComparer.Ordinal);
        foreach (var schema in Chosen(show, all, schema => schema.Name))
            table.Add(schema.Created, schema.Name, "N", YN(schema.Database == session.Database && schema.Name == session.Schema), schema.Database, session.Role, schema.Comment, schema.IsTransient ? "TRANSIENT" : "", "1");
        return table.Result();
    }

    private async Task<EngineResult> TablesAsync(ShowStatement show, CancellationToken cancellation)
    {
        var table = new ShowTable("created_on", "name", "database_name", "schema_name", "kind", "comment", "cluster_by", "rows", "bytes", "owner", "retention_time", "automatic_clustering", "change_tracking", "dropped_on");
        foreach (var (key, found) in Chosen(show, Objects<Table>(show), entry => entry.Key.Name))
        {
            var sizes = (await connection.QueryAsync($"SELECT count(*)::text, pg_relation_size('{found.Stored}')::text FROM {found.Stored}", [], cancellation))[0];
            table.Add(found.Created, key.Name, key.Database, key.Schema, found.Kind, found.Comment, Cluster(found), sizes[0], sizes[1], session.Role, found.RetentionDays, "OFF", found.TracksChanges ? "ON" : "OFF", null);
        }

        if (show.WithHistory)
        {
            foreach (var dropped in session.State.Dropped.Where(dropped => Within(show, dropped.Key)))
                table.Add(dropped.Table.Created, dropped.Key.Name, dropped.Key.Database, dropped.Key.Schema, dropped.Table.Kind, dropped.Table.Comment, Cluster(dropped.Table), null, null, session.Role, dropped.Table.RetentionDays, "OFF", "OFF", dropped.Table.Created);
        }

        return table.Result();
    }

    private EngineResult Views(ShowStatement show)
    {
        var table = new ShowTable("created_on", "name", "reserved", "database_name", "schema_name", "owner", "comment", "text", "is_secure", "is_materialized");
        foreach (var (key, view) in Chosen(show, Objects<View>(show), entry => entry.Key.Name))
            table.Add(view.Created, key.Name, "", key.Database, key.Schema, session.Role, view.Comment, view.Text, TrueFalse(view.IsSecure), "false");
        return table.Result();
    }

    private EngineResult Sequences(ShowStatement show)
    {
        var table = new ShowTable("name", "database_name", "schema_name", "next_value", "interval", "created_on", "owner", "comment", "ordered");
        var all = session.State.Sequences.Where(entry => Within(show, entry.Key)).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal);
        foreach (var (key, sequence) in Chosen(show, all, entry => entry.Key.Name))
            table.Add(key.Name, key.Database, key.Schema, sequence.Start, sequence.Increment, sequence.Created, session.Role, sequence.Comment, YN(sequence.IsOrdered));
        return table.Result();
    }

    private EngineResult Columns(ShowStatement show)
    {
        var table = new ShowTable("table_name", "schema_name", "column_name", "data_type", "null?", "default", "kind", "expression", "comment", "database_name", "autoincrement");
        foreach (var (key, entry) in Objects<CatalogObject>(show))
        {
            IReadOnlyList<Column> columns = entry is Table found ? found.Columns : [.. session.ColumnsOf((View)entry).Select(column => new Column(column.Name, column.Type, "") { IsNotNull = !column.IsNullable })];
            foreach (var column in columns.Where(column => Matches(show.Like, column.Name)))
                table.Add(key.Name, key.Schema, column.Name, ColumnType(column), column.IsNotNull ? "NOT_NULL" : "true", column.Identity is null ? column.DefaultText : "", "COLUMN", "", column.Comment, key.Database, Increment(column));
        }

        return table.Result();
    }

    private EngineResult Warehouses(ShowStatement show)
    {
        var table = new ShowTable("name", "state", "type", "size", "auto_suspend", "auto_resume", "comment");
        foreach (var name in Chosen(show, session.Options.Warehouses, name => name)) table.Add(name, "STARTED", "STANDARD", "X-Small", "600", "true", "");
        return table.Result();
    }

    private EngineResult Keys(ShowStatement show, string kind)
    {
        var table = new ShowTable("created_on", "database_name", "schema_name", "table_name", "column_name", "key_sequence", "constraint_name", "rely", "comment");
        foreach (var (key, found) in Objects<Table>(show))
        {
            foreach (var constraint in found.Keys.Where(constraint => constraint.Kind == kind))
            {
                foreach (var (place, column) in constraint.Columns.Index())
                    table.Add(constraint.Created, key.Database, key.Schema, key.Name, column, place + 1, constraint.Name, TrueFalse(constraint.IsRely), null);
            }
        }

        return table.Result();
    }

    private EngineResult ForeignKeys(ShowStatement show, Func<ObjectKey, ObjectKey, bool> isChosen)
    {
        var table = new ShowTable("created_on", "pk_database_name", "pk_schema_name", "pk_table_name", "pk_column_name", "fk_database_name", "fk_schema_name", "fk_table_name", "fk_column_name",
            "key_sequence", "update_rule", "delete_rule", "fk_name", "pk_name", "deferrability", "rely", "comment");
        foreach (var (key, found) in All().Where(entry => entry.Value is Table).Select(entry => (entry.Key, (Table)entry.Value)))
        {
            foreach (var constraint in found.Keys.Where(constraint => constraint.References is { } references && isChosen(key, references)))
            {
                var referenced = constraint.References!;
                var name = (session.Find(referenced) as Table)?.Keys.FirstOrDefault(other => other.Kind is "PRIMARY KEY" or "UNIQUE" && other.Columns.SequenceEqual(constraint.ReferencedColumns))?.Name;
                foreach (var (place, column) in constraint.Columns.Index())
                {
                    table.Add(constraint.Created, referenced.Database, referenced.Schema, referenced.Name, constraint.ReferencedColumns[place], key.Database, key.Schema, key.Name, column,
                        place + 1, constraint.OnUpdate, constraint.OnDelete, constraint.Name, name, "NOT DEFERRABLE", TrueFalse(constraint.IsRely), null);
                }
            }
        }

        return table.Result();
    }

    private IEnumerable<KeyValuePair<ObjectKey, CatalogObject>> All() =>
        session.State.Objects.Where(entry => !session.Temporary.ContainsKey(entry.Key)).Concat(session.Temporary.Select(entry => new KeyValuePair<ObjectKey, CatalogObject>(entry.Key, entry.Value)))
            .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal);

    private IEnumerable<(ObjectKey Key, T Value)> Objects<T>(ShowStatement show)
        where T : CatalogObject => All().Where(entry => entry.Value is T && Within(show, entry.Key)).Select(entry => (entry.Key, (T)entry.Value));

    private bool Within(ShowStatement show, ObjectKey key)
    {
        switch (show.InKind)
        {
            case "ACCOUNT":
                return true;
            case "DATABASE":
                return key.Database == (show.In?.Name ?? session.RequireDatabase());
            case "TABLE" or "VIEW":
                return key == session.Key(show.In!);
        }

        if (show.In is null && show.InKind.Length == 0 && session.Schema.Length == 0) return session.Database.Length == 0 || key.Database == session.Database;
        var schema = show.In is null ? (session.RequireDatabase(), session.Schema) : session.SchemaKey(show.In);
        if (show.In is not null && show.InKind.Length == 0 && session.Find(Key(show.In)) is not null) return key == Key(show.In);
        return session.State.Schemas.ContainsKey(schema) ? (key.Database, key.Schema) == schema : throw SqlError.NoObject("Schema", show.In?.ToString() ?? schema.Schema);
    }

    private ObjectKey Key(ObjectName name) => name.Parts.Count switch
    {
        3 => new(name.Parts[0], name.Parts[1], name.Parts[2]),
        2 => new(session.Database, name.Parts[0], name.Parts[1]),
        _ => new(session.Database, session.Schema, name.Name),
    };

    private static IEnumerable<T> Chosen<T>(ShowStatement show, IEnumerable<T> all, Func<T, string> name)
    {
        var chosen = all.Where(one => Matches(show.Like, name(one)) && (show.StartsWith is null || name(one).StartsWith(show.StartsWith, StringComparison.Ordinal)));
        if (show.From is { } from) chosen = chosen.Where(one => string.CompareOrdinal(name(one), from) > 0);
        return show.Limit is { } limit ? chosen.Take(limit) : chosen;
    }

    /// <summary>The pattern of SHOW … LIKE does not mind the case.</summary>
    private static bool Matches(string? pattern, string name) =>
        pattern is null || Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static string ColumnType(Column column)
    {
        var type = column.Type;
        var fields = new Dictionary<string, object> { ["type"] = type.Kind switch { TypeKind.Number => "FIXED", TypeKind.Float => "REAL", _ => type.Word } };
        switch (type.Kind)
        {
            case TypeKind.Number:
                (fields["precision"], fields["scale"]) = (type.Precision, type.Scale);
                break;
            case TypeKind.Varchar:
                (fields["length"], fields["byteLength"]) = (type.Length, Math.Min(SqlType.MostText, type.Length * 4));
                break;
            case TypeKind.Binary:
                (fields["length"], fields["byteLength"]) = (type.Length, type.Length);
                break;
            case TypeKind.Time or TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz:
                (fields["precision"], fields["scale"]) = (0, type.Scale);
                break;
        }

        fields["nullable"] = !column.IsNotNull;
        if (column.Collation.Length > 0) fields["collation"] = column.Collation;
        return JsonSerializer.Serialize(fields);
    }

    private static string Increment(Column column) => column.Identity is { } identity ? $"IDENTITY START {identity.Start} INCREMENT {identity.Increment} {(identity.IsOrdered ? "ORDER" : "NOORDER")}" : "";

    private static string? DefaultOf(Column column) => column.Identity is null ? OrNull(column.DefaultText) : Increment(column);

    private static bool IsIn(Table table, Column column, string kind) => table.Keys.Any(key => key.Kind == kind && key.Columns.Contains(column.Name));

    private static string Cluster(Table table) => table.ClusterBy.Count == 0 ? "" : $"LINEAR({string.Join(", ", table.ClusterBy)})";

    private static string YN(bool value) => value ? "Y" : "N";

    private static string TrueFalse(bool value) => value ? "true" : "false";

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
