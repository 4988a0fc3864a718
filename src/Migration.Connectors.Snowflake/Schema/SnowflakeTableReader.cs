using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads the parts of one table by SHOW, which needs no warehouse and knows what the information schema leaves out.</summary>
internal sealed class SnowflakeTableReader(SnowflakeSession session, SchemaPlace place, string table)
{
    private const string Identity = "IDENTITY";

    private string Name => place.Of(table);

    public async Task<IReadOnlyList<ColumnDefinition>> ColumnsAsync(CancellationToken cancellation) =>
        await session.QueryAsync($"SHOW COLUMNS IN TABLE {Name}", Column, cancellation);

    public async Task<KeyDefinition?> PrimaryKeyAsync(CancellationToken cancellation) =>
        Keys(await session.QueryAsync($"SHOW PRIMARY KEYS IN TABLE {Name}", KeyPart, cancellation)) is [var key, ..] ? key : null;

    public async Task<IReadOnlyList<KeyDefinition>> UniqueKeysAsync(CancellationToken cancellation) =>
        Keys(await session.QueryAsync($"SHOW UNIQUE KEYS IN TABLE {Name}", KeyPart, cancellation));

    public async Task<IReadOnlyList<ForeignKeyDefinition>> ForeignKeysAsync(CancellationToken cancellation)
    {
        var parts = await session.QueryAsync($"SHOW IMPORTED KEYS IN TABLE {Name}", row => (
            Name: row.Text("fk_name"), Database: row.Text("pk_database_name"), Schema: row.Text("pk_schema_name"), Table: row.Text("pk_table_name"),
            Column: row.Text("fk_column_name"), Referenced: row.Text("pk_column_name"), Place: Place(row)), cancellation);
        return [.. parts.GroupBy(part => (part.Name, part.Database, part.Schema, part.Table)).OrderBy(key => key.Key.Name, StringComparer.Ordinal).Select(key =>
            new ForeignKeyDefinition([.. key.OrderBy(part => part.Place).Select(part => part.Column)], key.Key.Table, [.. key.OrderBy(part => part.Place).Select(part => part.Referenced)])
            {
                Name = key.Key.Name,
                ReferencedSchema = key.Key.Schema,
                ReferencedDatabase = key.Key.Database,
            })];
    }

    private static ColumnDefinition Column(ResultReader row)
    {
        var type = ShownType.Of(row.Text("data_type"));
        var isNumbered = row.Text("autoincrement").Length > 0;
        var isDefaultShown = row.TextOrNull("default") is { Length: > 0 } shown && !shown.StartsWith(Identity, StringComparison.OrdinalIgnoreCase);
        return new ColumnDefinition(row.Text("column_name"), SnowflakeTypes.Name(type.Type, type.Precision, type.Scale, type.Length))
        {
            Type = SnowflakeTypes.Of(type.Type, type.Precision, type.Scale, type.Length),
            NotNull = !type.IsNullable,
            DefaultExpression = isDefaultShown && !isNumbered ? row.Text("default") : null,
            Generation = row.Text("kind") is "VIRTUAL_COLUMN" or "VIRTUAL" ? ColumnGeneration.Virtual : ColumnGeneration.None,
            IsNumbered = isNumbered,
            NumberStep = isNumbered ? Numbering.Step(row.Text("autoincrement")) : 1,
            IsNumberedInOrder = isNumbered ? !row.Text("autoincrement").Contains("NOORDER", StringComparison.OrdinalIgnoreCase) : null,
            Comment = row.TextOrNull("comment") is { Length: > 0 } comment ? comment : null,
            Collation = type.Collation is { Length: > 0 } collation ? collation : "BINARY",
        };
    }

    private static (string Name, string Column, long Place) KeyPart(ResultReader row) => (row.Text("constraint_name"), row.Text("column_name"), Place(row));

    private static long Place(ResultReader row) => long.Parse(row.Text("key_sequence"), System.Globalization.CultureInfo.InvariantCulture);

    private static List<KeyDefinition> Keys(IEnumerable<(string Name, string Column, long Place)> parts) => [.. parts
        .GroupBy(part => part.Name).OrderBy(key => key.Key, StringComparer.Ordinal)
        .Select(key => new KeyDefinition(key.Key, [.. key.OrderBy(part => part.Place).Select(part => new KeyColumn(part.Column))]))];
}
