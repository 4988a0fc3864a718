using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Reads what a schema holds from the catalog.</summary>
internal sealed class PostgresSchemaReader(PostgresSession session, string schema)
{
    // Partitions are reached through their table; tables of extensions are the extension's.
    private const string Tables = """
        SELECT c.oid, c.relname, c.relkind = 'p', c.relhassubclass AND c.relkind = 'r', obj_description(c.oid, 'pg_class')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND left(c.relname, 11) <> '_migration_'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        """;

    private const string Others = """
        SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind IN ('v', 'm', 'f') ORDER BY c.relname
        """;

    private const string Triggers = """
        SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND NOT t.tgisinternal AND NOT c.relispartition ORDER BY t.tgname
        """;

    public async Task<SchemaDefinition> ReadAsync(CancellationToken cancellation)
    {
        var tables = new List<TableDefinition>();
        foreach (var entry in await session.QueryAsync(Tables + " ORDER BY c.relname", Entry.Read, cancellation, schema))
            tables.Add(await ReadAsync(entry, cancellation));
        var others = await session.QueryAsync(Others, row => (Name: row.GetString(0), Kind: row.GetChar(1)), cancellation, schema);
        var triggers = await session.QueryAsync(Triggers, row => new UnsupportedObject(row.GetString(0), "It is a trigger, whose function is PostgreSQL's. Create it in the target by hand."), cancellation, schema);
        return new SchemaDefinition(schema, tables, [], [])
        {
            Dialect = TableDefinition.PostgresDialect,
            NameComparer = StringComparer.Ordinal,
            Unsupported = [.. others.Select(o => new UnsupportedObject(o.Name, Reason(o.Kind))), .. triggers],
        };
    }

    public async Task<TableDefinition?> ReadTableAsync(string name, CancellationToken cancellation) =>
        await session.QueryAsync(Tables + " AND c.relname = $2", Entry.Read, cancellation, schema, name) is [var entry]
            ? await ReadAsync(entry, cancellation)
            : null;

    /// <summary>The table, or TABLE_UNKNOWN.</summary>
    public async Task<TableDefinition> RequireTableAsync(string name, string database, CancellationToken cancellation) =>
        await ReadTableAsync(name, cancellation) ?? throw new MigrationException(ErrorCodes.TableUnknown,
            $"Database '{database}' has no table '{name}' in schema '{schema}' that can be migrated. Correct the name; views, foreign tables and single partitions do not count.");

    private async Task<TableDefinition> ReadAsync(Entry entry, CancellationToken cancellation)
    {
        var parts = new PostgresTableReader(session, entry.Oid);
        var constraints = await parts.ConstraintsAsync(cancellation);
        return new TableDefinition(entry.Name, await parts.ColumnsAsync(cancellation))
        {
            Dialect = TableDefinition.PostgresDialect,
            PrimaryKey = constraints.PrimaryKey,
            UniqueKeys = constraints.UniqueKeys,
            Indexes = await parts.IndexesAsync(cancellation),
            ForeignKeys = await parts.ForeignKeysAsync(cancellation),
            Checks = constraints.Checks,
            IsPartitioned = entry.IsPartitioned,
            HasChildren = entry.HasChildren,
            Comment = entry.Comment,
        };
    }

    private static string Reason(char kind) => kind switch
    {
        'v' => "It is a view, written in PostgreSQL's words. Create it in the target by hand.",
        'm' => "It is a materialized view. Create it in the target by hand and refresh it.",
        _ => "It is a foreign table, whose rows another server holds. Migrate them from there.",
    };

    private sealed record Entry(uint Oid, string Name, bool IsPartitioned, bool HasChildren, string? Comment)
    {
        public static Entry Read(Npgsql.NpgsqlDataReader row) =>
            new(row.GetFieldValue<uint>(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4));
    }
}
