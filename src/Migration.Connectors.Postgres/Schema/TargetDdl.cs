using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Plans;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>
/// The statements that create a target table: the table with its columns first, what may fail by itself each on its
/// own, keys and indexes after the rows. What can't follow is told in a warning.
/// </summary>
internal sealed class TargetDdl(TableDefinition source, IReadOnlyList<MappedColumn> columns, (string Schema, string Name) target, bool isWhole, IReadOnlyList<TableMigration> references, bool isUnlogged)
{
    private readonly List<string> _warnings = [];

    /// <summary>What of the source table is not created, and why.</summary>
    public IReadOnlyList<string> Warnings()
    {
        _warnings.Clear();
        CreateTable();
        _ = (Extras().Count(), Checks().Count(), Keys().Count(), Indexes().Count(), ForeignKeys().Count());
        return [.. _warnings.Distinct(), .. source.Untold];
    }

    public string Table { get; } = PostgresNames.Of(target.Schema, target.Name);

    private bool IsOwnDialect => source.Dialect == TableDefinition.PostgresDialect;

    public string CreateTable()
    {
        if (source.IsPartitioned)
            _warnings.Add($"Table '{source.Name}' is partitioned; the target gets one table with all its rows.");
        foreach (var generated in source.Columns.Where(c => c.IsGenerated && isWhole))
            _warnings.Add($"Generated column '{generated.Name}' of table '{source.Name}' is not created.");
        return $"CREATE {(isUnlogged ? "UNLOGGED " : "")}TABLE {Table} (\n  {string.Join(",\n  ", columns.Select(Column))}\n)";
    }

    /// <summary>Enumerations and domains that columns are of, by the name of their type.</summary>
    public IEnumerable<(string Type, string Sql)> Types() => columns
        .Where(c => IsOwnDialect && c is { IsDirect: true, DataType: null, Source.TypeStatement: not null })
        .Select(c => (c.Source!.DeclaredType, c.Source.TypeStatement!)).DistinctBy(t => t.DeclaredType);

    /// <summary>Defaults and comments: each may be refused without harm to the rest.</summary>
    public IEnumerable<(string Sql, string What)> Extras()
    {
        foreach (var column in columns.Where(c => c is { IsDirect: true, Source.DefaultExpression: not null }))
        {
            if (Default(column) is { } value)
                yield return ($"ALTER TABLE {Table} ALTER COLUMN {SqlNames.Quote(column.Target)} SET DEFAULT {value}", $"The default of column '{column.Target}'");
            else
                _warnings.Add($"The default of column '{column.Target}', {column.Source!.DefaultExpression}, is not one that PostgreSQL shares; it is left out.");
        }
        if (source.Comment is not null)
            yield return ($"COMMENT ON TABLE {Table} IS {SqlNames.Literal(source.Comment)}", "The comment of the table");
        foreach (var column in columns.Where(c => c is { IsDirect: true, Source.Comment: not null }))
            yield return ($"COMMENT ON COLUMN {Table}.{SqlNames.Quote(column.Target)} IS {SqlNames.Literal(column.Source!.Comment!)}", $"The comment of column '{column.Target}'");
    }

    /// <summary>Checks by the names they get: each may be refused without harm to the rest.</summary>
    public IEnumerable<(string Name, string Sql, string What)> Checks()
    {
        // Of those PostgreSQL might understand some, and otherwise: names and the division of whole numbers differ.
        var isForeign = source.Dialect == TableDefinition.SnowflakeDialect;
        if (isForeign)
            _warnings.AddRange(source.Checks.Select(check => $"The check '{check.Name ?? check.Expression}' of table '{source.Name}' is in Snowflake's words; it is left out."));
        else if (!isWhole && source.Checks.Count > 0)
            _warnings.Add($"The checks of table '{source.Name}' are not created, for its columns are mapped.");
        foreach (var (place, check) in (isWhole && !isForeign ? source.Checks : []).Index())
        {
            var name = RelationNames.Fit(check.Name ?? $"{target.Name}_check{place + 1}");
            yield return (name, $"ALTER TABLE {Table} ADD CONSTRAINT {SqlNames.Quote(name)} CHECK ({check.Expression}\n)", $"The check '{check.Name ?? check.Expression}'");
        }
    }

    /// <summary>Columns that the target numbers.</summary>
    public IEnumerable<(string Column, long? Last)> Numbered() => columns.Where(IsNumbered)
        .Select(c => (c.Target, source.Dialect == TableDefinition.SqliteDialect ? source.LastNumber : c.Source!.LastNumber));

    /// <summary>The primary and the unique keys, as ALTER TABLE adds them.</summary>
    public IEnumerable<TargetKey> Keys()
    {
        if (source.PrimaryKey is { } primary && Follows(primary.Columns, "The primary key"))
            yield return new TargetKey(TargetKey.Primary, Name(primary.Name), [.. primary.Columns.Select(c => Target(c.Column)!.Target)]);
        foreach (var key in source.UniqueKeys.Where(k => Follows(k.Columns, "A unique key")))
            yield return new TargetKey(TargetKey.Unique, Name(key.Name), [.. key.Columns.Select(c => Target(c.Column)!.Target)]);
    }

    /// <summary>The secondary indexes by the names they have in the source.</summary>
    public IEnumerable<TargetIndex> Indexes()
    {
        foreach (var index in source.Indexes)
        {
            if (isWhole && IsOwnDialect)
                yield return new(index.Name, name => Moved(index, name), UniqueColumns(index));
            else if (index.IsPartial || index.Parts.Any(p => p.Column is null))
                _warnings.Add($"Index '{index.Name}' is not created: it has an expression or a condition.");
            else if (Follows(index.Parts, $"Index '{index.Name}'"))
                yield return new(index.Name, name => $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqlNames.Quote(name)} ON {Table} ({Parts(index.Parts)})", UniqueColumns(index));
        }
    }

    /// <summary>Foreign keys by the names they get, for when every table has its rows.</summary>
    public IEnumerable<(string Name, string Sql)> ForeignKeys()
    {
        foreach (var (place, key) in source.ForeignKeys.Index())
        {
            if (!Follows(key.Columns.Select(c => new KeyColumn(c)), $"The foreign key to '{key.ReferencedTable}'"))
                continue;
            var name = IsOwnDialect && key.Name.Length > 0 ? key.Name : $"{target.Name}_{key.ReferencedTable}_fk{place + 1}";
            var table = references.FirstOrDefault(r => Same(r.SourceTable, key.ReferencedTable));
            var referenced = key.ReferencedColumns.Count == 0 ? "" : $" ({SqlNames.QuoteAll(key.ReferencedColumns.Select(c => Renamed(table, c)))})";
            yield return (name, $"ALTER TABLE {Table} ADD CONSTRAINT {SqlNames.Quote(name)} FOREIGN KEY ({SqlNames.QuoteAll(key.Columns.Select(c => Target(c)!.Target))}) "
                + $"REFERENCES {PostgresNames.Of(target.Schema, table?.Target ?? key.ReferencedTable)}{referenced} ON UPDATE {key.OnUpdate} ON DELETE {key.OnDelete}"
                + (key.IsDeferred ? " DEFERRABLE INITIALLY DEFERRED" : "") + " NOT VALID");
        }
    }

    private static string Renamed(TableMigration? table, string column) =>
        table?.Columns.FirstOrDefault(c => c.SourceColumn is { } source && Same(source, column))?.Target ?? column;

    private string Column(MappedColumn column)
    {
        var text = $"{SqlNames.Quote(column.Target)} {Type(column)}{Collation(column)}";
        if (IsNumbered(column))
            return text + " GENERATED BY DEFAULT AS IDENTITY";
        return column.Required || column is { IsDirect: true, Source.NotNull: true } ? text + " NOT NULL" : text;
    }

    private string Type(MappedColumn column) =>
        column.DataType
        ?? (IsOwnDialect && column is { IsDirect: true, Source: { } own } ? own.DeclaredType : PostgresTypes.Declare(TypeTable.Created(source.Dialect, column.Type, TableDefinition.PostgresDialect)));

    // SQLite orders text by its bytes, and so must a key for ranges to mean the same on both sides.
    private string Collation(MappedColumn column)
    {
        if (column is not { IsDirect: true, Source: { } from, DataType: null })
            return "";
        if (IsOwnDialect)
            return from.Collation is "" or "BINARY" ? "" : $" COLLATE {from.Collation}";
        return IsInKey(from.Name) && PostgresTypes.Declare(TypeTable.Created(source.Dialect, column.Type, TableDefinition.PostgresDialect)) == "text" ? " COLLATE \"C\"" : "";
    }

    private bool IsInKey(string column) => (source.PrimaryKey?.Columns ?? []).Concat(source.UniqueKeys.SelectMany(k => k.Columns))
        .Concat(source.Indexes.Where(i => i.IsUnique).SelectMany(i => i.Parts)).Any(c => c.Column == column);

    private bool IsNumbered(MappedColumn column) => column is { IsDirect: true, DataType: null, Source: { } from }
        && (from.IsNumbered || (!IsOwnDialect && Same(from.Name, source.RowIdColumn ?? "")));

    private string? Default(MappedColumn column) => IsOwnDialect
        ? column.Source!.DefaultExpression
        : DefaultText.Translate(column.Source!.DefaultExpression!, column.Type.Kind == LogicalType.Boolean);

    private IReadOnlyList<string> UniqueColumns(IndexDefinition index) =>
        index is { IsUnique: true, IsPartial: false } && index.Parts.All(p => Target(p.Column) is not null) ? [.. index.Parts.Select(p => Target(p.Column)!.Target)] : [];

    // "CREATE UNIQUE INDEX name ON schema.table USING btree (…)": from USING on nothing names the table.
    private string Moved(IndexDefinition index, string name) =>
        $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqlNames.Quote(name)} ON {Table}{index.Sql[index.Sql.IndexOf(" USING ", StringComparison.Ordinal)..]}";

    private bool Follows(IEnumerable<KeyColumn> parts, string what)
    {
        if (parts.All(p => Target(p.Column) is not null))
            return true;
        _warnings.Add($"{what} of table '{source.Name}' is not created: a column of it is not mapped as it is.");
        return false;
    }

    private string? Name(string name) => isWhole && IsOwnDialect && name.Length > 0 ? name : null;

    private string Parts(IEnumerable<KeyColumn> parts) =>
        string.Join(", ", parts.Select(p => SqlNames.Quote(Target(p.Column)!.Target) + (p.Descending ? " DESC" : "")));

    private MappedColumn? Target(string? column) =>
        column is null ? null : columns.FirstOrDefault(c => c is { IsDirect: true, Source: not null } && Same(c.Source.Name, column));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
