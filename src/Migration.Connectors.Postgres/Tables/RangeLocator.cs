using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Finds the key of the target by which the rows of a range are those that the source's key says: on the same columns,
/// in the same order of values, with an index behind it.
/// </summary>
internal static class RangeLocator
{
    /// <param name="isSameServer">Both sides sort text by the same library.</param>
    /// <param name="isCLocale">The database sorts text by its bytes unless a column says otherwise.</param>
    public static IReadOnlyList<KeyPart>? SharedKey(TableDefinition target, ITableSource source, bool isSameServer, bool isCLocale)
    {
        if (source.Key.Kind != KeyKind.Columns)
            return null;
        var from = source.Key.Columns.Select(c => source.Table.FindColumn(c)!).ToList();
        var columns = from.Select(c => TargetOf(c, target, source)).ToList();
        if (columns.Contains(null))
            return null;
        var key = KeyChoice.Keys(target).Select(k => k.Key).FirstOrDefault(k => k.Columns.Select(c => c.Column).SequenceEqual(columns.Select(c => c!.Name)));
        if (key is null)
            return null;
        var parts = key.Columns.Select((c, i) => KeyPart.Of(columns[i]!, c.Collation)).ToList();
        var own = (source as PostgresTableSource)?.KeyParts;
        return parts.Index().All(p => IsOrderedAlike((from[p.Index], own?[p.Index]), (columns[p.Index]!, key.Columns[p.Index].Collation), isSameServer, isCLocale)) ? parts : null;
    }

    private static bool IsOrderedAlike((ColumnDefinition Column, KeyPart? Part) source, (ColumnDefinition Column, string Collation) target, bool isSameServer, bool isCLocale)
    {
        var isBytewise = target.Collation is "pg_catalog.\"C\"" or "pg_catalog.\"POSIX\"" || (target.Collation.Length == 0 && isCLocale);
        if (source.Part is null)
            // SQLite's integers, bytes and text by BINARY order as PostgreSQL's do.
            return source.Column.Collation == "BINARY" && (source.Column.Type.Kind, target.Column.Type.Kind) switch
            {
                (LogicalType.Integer, LogicalType.Integer) => true,
                (LogicalType.Bytes, LogicalType.Bytes) => true,
                (LogicalType.Text, LogicalType.Text) => isBytewise,
                _ => false,
            };
        if (source.Column.DeclaredType != target.Column.DeclaredType)
            return false;
        return source.Column.Type.Kind is not (LogicalType.Text or LogicalType.Other) || (source.Column.Collation == target.Collation && (isBytewise || isSameServer));
    }

    private static ColumnDefinition? TargetOf(ColumnDefinition column, TableDefinition target, ITableSource source) =>
        source.Columns.FirstOrDefault(c => c.IsDirect && c.Source == column) is { } mapped ? target.FindColumn(mapped.Target) : null;
}
