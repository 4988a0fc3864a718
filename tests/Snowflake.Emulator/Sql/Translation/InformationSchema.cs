using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>The views of INFORMATION_SCHEMA, as rows of what the catalog has at the moment of the statement.</summary>
internal static class InformationSchema
{
    private static readonly SqlType Text = SqlType.Varchar;
    private static readonly SqlType Whole = SqlType.Number(9, 0);
    private static readonly SqlType Big = SqlType.Number(38, 0);
    private static readonly SqlType Moment = SqlType.Moment(TypeKind.TimestampLtz, 3);

    /// <returns>Null where there is no such view.</returns>
    public static TranslatedQuery? Query(TranslationContext context, string database, string view)
    {
        var state = context.Session.State;
        if (!state.Databases.ContainsKey(database)) throw SqlError.NoObject("Database", database);
        var objects = state.Objects.Where(entry => entry.Key.Database == database).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal).Select(entry => Effective(state, entry)).ToList();
        return view switch
        {
            "SCHEMATA" => Rows(context, Schemata, state.Schemas.Values.Where(schema => schema.Database == database)),
            "TABLES" => Rows(context, Tables, objects),
            "VIEWS" => Rows(context, Views, objects.Where(entry => entry.Value is View)),
            "COLUMNS" => Rows(context, Columns, objects.SelectMany(entry => ColumnsOf(context, entry.Key, entry.Value))),
            "TABLE_CONSTRAINTS" => Rows(context, Constraints, objects.Where(entry => entry.Value is Table).SelectMany(entry => ((Table)entry.Value).Keys.Select(key => (entry.Key, Constraint: key)))),
            "CHECK_CONSTRAINTS" => Rows(context, Checks, objects.Where(entry => entry.Value is Table)
                .SelectMany(entry => ((Table)entry.Value).Keys.Where(key => key.Kind == "CHECK").Select(key => (entry.Key, Constraint: key)))),
            "SEQUENCES" => Rows(context, Sequences, state.Sequences.Where(entry => entry.Key.Database == database)),
            "DATABASES" => Rows(context, Databases, state.Databases.Values),
            _ => null,
        };
    }

    /// <summary>A table's retention may be that of what it lies in.</summary>
    private static KeyValuePair<ObjectKey, CatalogObject> Effective(CatalogState state, KeyValuePair<ObjectKey, CatalogObject> entry) =>
        entry.Value is Table table ? new(entry.Key, table with { RetentionDays = Retention.OfTable(state, entry.Key, table) }) : entry;

    internal sealed record Field<T>(string Name, SqlType Type, Func<T, object?> Value);

    private static readonly Field<DatabaseEntry>[] Databases =
    [
        new("DATABASE_NAME", Text, database => database.Name),
        new("COMMENT", Text, database => OrNull(database.Comment)),
        new("CREATED", Moment, database => database.Created),
        new("IS_TRANSIENT", Text, database => YesNo(database.IsTransient)),
    ];

    private static readonly Field<SchemaEntry>[] Schemata =
    [
        new("CATALOG_NAME", Text, schema => schema.Database),
        new("SCHEMA_NAME", Text, schema => schema.Name),
        new("SCHEMA_OWNER", Text, _ => "ACCOUNTADMIN"),
        new("IS_TRANSIENT", Text, schema => YesNo(schema.IsTransient)),
        new("CREATED", Moment, schema => schema.Created),
        new("COMMENT", Text, schema => OrNull(schema.Comment)),
    ];

    private static readonly Field<KeyValuePair<ObjectKey, CatalogObject>>[] Tables =
    [
        new("TABLE_CATALOG", Text, entry => entry.Key.Database),
        new("TABLE_SCHEMA", Text, entry => entry.Key.Schema),
        new("TABLE_NAME", Text, entry => entry.Key.Name),
        new("TABLE_OWNER", Text, _ => "ACCOUNTADMIN"),
        new("TABLE_TYPE", Text, entry => entry.Value is View ? "VIEW" : "BASE TABLE"),
        new("IS_TRANSIENT", Text, entry => entry.Value is Table table ? YesNo(table.Kind == "TRANSIENT") : null),
        new("CLUSTERING_KEY", Text, entry => entry.Value is Table { ClusterBy.Count: > 0 } table ? $"LINEAR({string.Join(", ", table.ClusterBy)})" : null),
        new("ROW_COUNT", Big, entry => entry.Value is Table table ? new Counted($"(SELECT count(*) FROM {table.Stored})") : null),
        new("BYTES", Big, entry => entry.Value is Table table ? new Counted($"pg_relation_size('{table.Stored}')") : null),
        new("RETENTION_TIME", Big, entry => entry.Value is Table table ? table.RetentionDays : null),
        new("CREATED", Moment, entry => entry.Value.Created),
        new("COMMENT", Text, entry => OrNull(entry.Value.Comment)),
    ];

    private static readonly Field<KeyValuePair<ObjectKey, CatalogObject>>[] Views =
    [
        new("TABLE_CATALOG", Text, entry => entry.Key.Database),
        new("TABLE_SCHEMA", Text, entry => entry.Key.Schema),
        new("TABLE_NAME", Text, entry => entry.Key.Name),
        new("VIEW_DEFINITION", Text, entry => ((View)entry.Value).Text),
        new("IS_SECURE", Text, entry => YesNo(((View)entry.Value).IsSecure)),
        new("CREATED", Moment, entry => entry.Value.Created),
        new("COMMENT", Text, entry => OrNull(entry.Value.Comment)),
    ];

    private static readonly Field<(ObjectKey Key, Column Column, int Place)>[] Columns =
    [
        new("TABLE_CATALOG", Text, entry => entry.Key.Database),
        new("TABLE_SCHEMA", Text, entry => entry.Key.Schema),
        new("TABLE_NAME", Text, entry => entry.Key.Name),
        new("COLUMN_NAME", Text, entry => entry.Column.Name),
        new("ORDINAL_POSITION", Whole, entry => entry.Place),
        new("COLUMN_DEFAULT", Text, entry => OrNull(entry.Column.DefaultText)),
        new("IS_NULLABLE", Text, entry => YesNo(!entry.Column.IsNotNull)),
        new("DATA_TYPE", Text, entry => entry.Column.Type.Word),
        new("CHARACTER_MAXIMUM_LENGTH", Whole, entry => entry.Column.Type.Kind is TypeKind.Varchar or TypeKind.Binary ? entry.Column.Type.Length : null),
        new("CHARACTER_OCTET_LENGTH", Whole, entry => entry.Column.Type.Kind switch { TypeKind.Varchar => Math.Min(SqlType.MostText, entry.Column.Type.Length * 4), TypeKind.Binary => entry.Column.Type.Length, _ => null }),
        new("NUMERIC_PRECISION", Whole, entry => entry.Column.Type.Kind == TypeKind.Number ? entry.Column.Type.Precision : null),
        new("NUMERIC_PRECISION_RADIX", Whole, entry => entry.Column.Type.Kind == TypeKind.Number ? 10 : null),
        new("NUMERIC_SCALE", Whole, entry => entry.Column.Type.Kind == TypeKind.Number ? entry.Column.Type.Scale : null),
        // Not applicable in Snowflake, whatever the column is.
        new("DATETIME_PRECISION", Whole, _ => null),
        new("COLLATION_NAME", Text, _ => null),
        new("IS_IDENTITY", Text, entry => YesNo(entry.Column.Identity is not null)),
        new("IDENTITY_START", Text, entry => entry.Column.Identity is { } identity ? Number(identity.Start) : null),
        new("IDENTITY_INCREMENT", Text, entry => entry.Column.Identity is { } identity ? Number(identity.Increment) : null),
        new("IDENTITY_ORDERED", Text, entry => entry.Column.Identity is { } identity ? YesNo(identity.IsOrdered) : null),
        new("COMMENT", Text, entry => OrNull(entry.Column.Comment)),
    ];

    private static readonly Field<(ObjectKey Key, KeyEntry Constraint)>[] Constraints =
    [
        new("CONSTRAINT_CATALOG", Text, entry => entry.Key.Database),
        new("CONSTRAINT_SCHEMA", Text, entry => entry.Key.Schema),
        new("CONSTRAINT_NAME", Text, entry => entry.Constraint.Name),
        new("TABLE_CATALOG", Text, entry => entry.Key.Database),
        new("TABLE_SCHEMA", Text, entry => entry.Key.Schema),
        new("TABLE_NAME", Text, entry => entry.Key.Name),
        new("CONSTRAINT_TYPE", Text, entry => entry.Constraint.Kind),
        new("ENFORCED", Text, entry => YesNo(entry.Constraint.Kind == "CHECK")),
        new("RELY", Text, entry => YesNo(entry.Constraint.IsRely)),
        new("CREATED", Moment, entry => entry.Constraint.Created),
    ];

    private static readonly Field<(ObjectKey Key, KeyEntry Constraint)>[] Checks =
    [
        new("CONSTRAINT_CATALOG", Text, entry => entry.Key.Database),
        new("CONSTRAINT_SCHEMA", Text, entry => entry.Key.Schema),
        new("CONSTRAINT_TABLE", Text, entry => entry.Key.Name),
        new("CONSTRAINT_NAME", Text, entry => entry.Constraint.Name),
        new("CHECK_CLAUSE", Text, entry => entry.Constraint.CheckText),
    ];

    private static readonly Field<KeyValuePair<ObjectKey, Sequence>>[] Sequences =
    [
        new("SEQUENCE_CATALOG", Text, entry => entry.Key.Database),
        new("SEQUENCE_SCHEMA", Text, entry => entry.Key.Schema),
        new("SEQUENCE_NAME", Text, entry => entry.Key.Name),
        new("START_VALUE", Text, entry => Number(entry.Value.Start)),
        new("INCREMENT", Text, entry => Number(entry.Value.Increment)),
        new("NEXT_VALUE", Text, entry => new Counted($"(SELECT CASE WHEN is_called THEN last_value + {entry.Value.Increment} ELSE last_value END FROM {entry.Value.Stored})::text")),
        new("ORDERED", Text, entry => YesNo(entry.Value.IsOrdered)),
        new("CREATED", Moment, entry => entry.Value.Created),
        new("COMMENT", Text, entry => OrNull(entry.Value.Comment)),
    ];

    /// <summary>A value that PostgreSQL has to tell.</summary>
    internal sealed record Counted(string Sql);

    private static IEnumerable<(ObjectKey Key, Column Column, int Place)> ColumnsOf(TranslationContext context, ObjectKey key, CatalogObject entry)
    {
        var columns = entry switch
        {
            Table table => table.Columns,
            View view => [.. context.Session.ColumnsOf(view).Select(column => new Column(column.Name, column.Type, "") { IsNotNull = !column.IsNullable })],
            _ => [],
        };
        return columns.Select((column, i) => (key, column, i + 1));
    }

    public static TranslatedQuery Rows<T>(TranslationContext context, IReadOnlyList<Field<T>> fields, IEnumerable<T> entries)
    {
        var columns = fields.Select(field => new OutputColumn(field.Name, field.Type)).ToList();
        var rows = entries.Select(entry => $"({string.Join(", ", fields.Select(field => Sql(field.Value(entry), field.Type)))})").ToList();
        var empty = $"({string.Join(", ", fields.Select(field => $"NULL::{Stored(field.Type)}"))})";
        var alias = context.Alias();
        var names = string.Join(", ", fields.Select((_, i) => $"c{i + 1}"));
        // The first row gives the types, and is left out.
        return new($"SELECT {names} FROM (SELECT *, row_number() OVER () AS r FROM (VALUES {string.Join(", ", rows.Prepend(empty))}) AS {alias}({names})) AS {alias} WHERE r > 1", columns);
    }

    private static string Stored(SqlType type) => type.Kind == TypeKind.Number ? "numeric" : type.Stored;

    private static string Sql(object? value, SqlType type) => value switch
    {
        null => "NULL",
        Counted counted => counted.Sql,
        string text => Literals.Text(text),
        DateTimeOffset moment => $"{Number(moment.ToUnixTimeMilliseconds())}::numeric / 1000",
        _ => $"{Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)}::{Stored(type)}",
    };

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "YES" : "NO";

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
