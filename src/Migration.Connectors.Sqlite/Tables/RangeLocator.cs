using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// How rows of a committed range are found in the target: by the source's key where the target has a key on the same
/// columns; else by the row ids that SQLite gave them, one after another within a transaction.
/// </summary>
internal sealed class RangeLocator
{
    public RangeLocator(TableDefinition target, ITableSource source)
    {
        var rowId = RowIdName.Of(target);
        RowId = rowId;
        AssignsRowIds = rowId is not null && !source.Columns.Any(c => Same(c.Target, target.RowIdColumn));
        SharedKey = Shared(target, source);
        Identity = KeyChoice.Of(target);
    }

    /// <summary>Null where the target has no row ids that can be named.</summary>
    public string? RowId { get; }

    /// <summary>SQLite numbers the rows that are inserted.</summary>
    public bool AssignsRowIds { get; }

    /// <summary>Operands of the target that hold the source's key; null where there is no such key.</summary>
    public IReadOnlyList<string>? SharedKey { get; }

    /// <summary>What tells one row of the target from another.</summary>
    public KeyChoice Identity { get; }

    public bool FindsByKey(LedgerRange range) => SharedKey is not null && range.From.Segment == RangeSegment.Keyed;

    private static IReadOnlyList<string>? Shared(TableDefinition target, ITableSource source)
    {
        if (source.Key.Kind != KeyKind.Columns)
            return null;
        var names = source.Key.Columns.Select(c => TargetOf(c, target, source)).ToList();
        if (names.Contains(null))
            return null;
        if (names is [var only] && Same(only!, target.RowIdColumn))
            return [$"{SqliteNames.Quote(only!)} COLLATE BINARY"];
        var key = Keys(target).FirstOrDefault(k => k.Columns.Select(c => c.Column).SequenceEqual(names, StringComparer.OrdinalIgnoreCase));
        // Another engine's keys are shared where its order is that of the bytes.
        var collations = source.Table.Dialect == target.Dialect ? KeyChoice.Of(source.Table).Columns.Select(c => c.Collation) : names.Select(_ => "BINARY");
        return key is not null && key.Columns.Select(c => c.Collation).SequenceEqual(collations, StringComparer.OrdinalIgnoreCase)
            ? [.. key.Columns.Select(c => KeyChoice.Operand(target, c))]
            : null;
    }

    private static string? TargetOf(string column, TableDefinition target, ITableSource source)
    {
        var mapped = source.Columns.FirstOrDefault(c => c is { IsDirect: true, Source: not null } && Same(c.Source.Name, column));
        if (mapped is not null && source.Table.Dialect != target.Dialect)
            return target.FindColumn(mapped.Target) is { } found && IsOrderedAlike(mapped.Source!, found) ? found.Name : null;
        return mapped is not null && target.FindColumn(mapped.Target) is { } wanted
            && Affinities.Of(wanted.DeclaredType) == Affinities.Of(mapped.Source!.DeclaredType) ? wanted.Name : null;
    }

    private static bool IsOrderedAlike(ColumnDefinition source, ColumnDefinition target) => (source.Type.Kind, Affinities.Of(target.DeclaredType)) switch
    {
        (LogicalType.Integer, Affinity.Integer) => true,
        (LogicalType.Text, Affinity.Text) => source.Collation is "pg_catalog.\"C\"" or "pg_catalog.\"POSIX\"",
        (LogicalType.Bytes, Affinity.Blob) => true,
        _ => false,
    };

    private static IEnumerable<KeyDefinition> Keys(TableDefinition target)
    {
        if (target.PrimaryKey is not null)
            yield return target.PrimaryKey;
        foreach (var key in target.UniqueKeys)
            yield return key;
        foreach (var index in target.Indexes.Where(i => i.IsUnique && !i.IsPartial))
            yield return new KeyDefinition(index.Name, index.Parts);
    }

    private static bool Same(string left, string? right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
