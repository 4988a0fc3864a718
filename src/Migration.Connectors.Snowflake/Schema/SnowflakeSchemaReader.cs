using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Views;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads what a schema holds.</summary>
internal sealed class SnowflakeSchemaReader(SnowflakeSession session, SchemaPlace place)
{
    private const string BaseTable = "BASE TABLE";
    private const string View = "VIEW";

    private readonly EntryReader _entries = new(session, place);

    public async Task<SchemaDefinition> ReadAsync(CancellationToken cancellation)
    {
        var entries = (await _entries.ReadWithChecksAsync("", cancellation)).Where(entry => !entry.Name.StartsWith(SnowflakeNames.OwnPrefix, StringComparison.Ordinal)).ToList();
        var tables = new List<TableDefinition>();
        foreach (var entry in entries.Where(entry => entry.Type == BaseTable))
            tables.Add(await ReadAsync(entry, cancellation));
        var (views, left) = entries.Exists(entry => entry.Type == View) ? await new ViewReader(session, place).ReadAsync(cancellation) : ([], []);
        return new SchemaDefinition(place.Schema, tables, views, [])
        {
            Dialect = TableDefinition.SnowflakeDialect,
            Database = place.Database,
            Unsupported = [.. entries.Where(entry => entry.Type != BaseTable && !views.Any(view => view.Name == entry.Name))
                .Select(entry => left.FirstOrDefault(view => view.Name == entry.Name) ?? new UnsupportedObject(entry.Name, Reason(entry.Type)))],
        };
    }

    /// <summary>The table of the name as it is, else in upper case.</summary>
    public async Task<TableDefinition?> ReadTableAsync(string name, CancellationToken cancellation) => (await LookAsync(name, cancellation)).Table;

    /// <summary>What has the name, see <see cref="FindAsync"/>, and the table where it is one.</summary>
    public async Task<(SchemaEntry? Entry, TableDefinition? Table)> LookAsync(string name, CancellationToken cancellation)
    {
        var found = Chosen(await _entries.ReadWithChecksAsync(Named(name), cancellation), name);
        return (found, found is { Type: BaseTable } ? await ReadAsync(found, cancellation) : null);
    }

    /// <summary>The table, or TABLE_UNKNOWN.</summary>
    public async Task<TableDefinition> RequireTableAsync(string name, string database, CancellationToken cancellation) =>
        await ReadTableAsync(name, cancellation) ?? throw new MigrationException(ErrorCodes.TableUnknown,
            $"Database '{database}' has no table '{name}' in schema '{place.Schema}' that can be migrated. Correct the name, or grant SELECT on it to the role; views and external tables do not count.");

    /// <summary>What has the name in the schema: BASE TABLE, VIEW; null for nothing.</summary>
    public async Task<string?> TypeOfAsync(string name, CancellationToken cancellation) => (await FindAsync(name, cancellation))?.Type;

    /// <summary>What has the name in the schema; null for nothing.</summary>
    public async Task<SchemaEntry?> FindAsync(string name, CancellationToken cancellation) => Chosen(await _entries.ReadAsync(Named(name), cancellation), name);

    private static string Named(string name) => $"TABLE_NAME IN ({SnowflakeNames.Literal(name)}, {SnowflakeNames.Literal(SnowflakeNames.Stored(name))})";

    private static SchemaEntry? Chosen(List<SchemaEntry> found, string name) => found.Find(entry => entry.Name == name) ?? found.FirstOrDefault();

    private async Task<TableDefinition> ReadAsync(SchemaEntry entry, CancellationToken cancellation)
    {
        var parts = new SnowflakeTableReader(session, place, entry.Name);
        return new TableDefinition(entry.Name, await parts.ColumnsAsync(cancellation))
        {
            Dialect = TableDefinition.SnowflakeDialect,
            PrimaryKey = await parts.PrimaryKeyAsync(cancellation),
            UniqueKeys = await parts.UniqueKeysAsync(cancellation),
            ForeignKeys = await parts.ForeignKeysAsync(cancellation),
            Checks = entry.Checks,
            Untold = entry.ChecksRefusal is { } refusal ? [$"Which checks table '{entry.Name}' has is not told to this role, so a table made from it gets none of them. {refusal}"] : [],
            Comment = entry.Comment,
        };
    }

    private static string Reason(string type) => type switch
    {
        View => "It is a view whose text is not told to this role. Create it in the target by hand.",
        "MATERIALIZED VIEW" => "It is a materialized view. Create it in the target by hand.",
        _ => $"It is of the kind {type}, which no migration moves.",
    };
}
