using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Whether rows of mapped columns fit an existing table, before the first of them is written.</summary>
internal static class Compatibility
{
    /// <param name="isSqlite">The rows come from SQLite; of other engines' types the plan's inspection tells.</param>
    public static IReadOnlyList<Problem> Check(TableDefinition target, IReadOnlyList<MappedColumn> columns, bool isSqlite) =>
        [.. columns.SelectMany(c => CheckColumn(target, c, isSqlite)), .. target.Columns.SelectMany(c => CheckFilled(target, c, columns))];

    private static IEnumerable<Problem> CheckColumn(TableDefinition target, MappedColumn column, bool isSqlite)
    {
        var path = $"tables.{target.Name}.columns.{column.Target}";
        if (target.FindColumn(column.Target) is not { } wanted)
        {
            yield return new Problem(path, ErrorCodes.ColumnUnknown, $"Table '{target.Name}' of the target has no column '{column.Target}'.",
                $"Map the source column to one of: {string.Join(", ", target.Columns.Select(c => c.Name))}; or add the column.");
            yield break;
        }
        if (wanted.IsGenerated)
            yield return new Problem(path, ErrorCodes.ColumnIncompatible, $"Column '{wanted.Name}' of the target is generated and takes no values.", "Leave it out of the mapping.");
        else if (isSqlite && column is { IsDirect: true, Source: { } source } && Affinities.Of(source.DeclaredType) != Affinities.Of(wanted.DeclaredType))
            yield return new Problem(path, ErrorCodes.ColumnIncompatible,
                $"Column '{wanted.Name}' is {Shown(source.DeclaredType)} in the source and {Shown(wanted.DeclaredType)} in the target: values that can be are converted, others stay as they are.",
                "Add a CONVERT transformation where that is not meant.", Severity.Warning);
    }

    private static IEnumerable<Problem> CheckFilled(TableDefinition target, ColumnDefinition column, IReadOnlyList<MappedColumn> columns)
    {
        var isFilled = columns.Any(c => c.Target.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        if (column.NotNull && column.DefaultExpression is null && !column.IsGenerated && !isFilled && column.Name != target.RowIdColumn)
            yield return new Problem($"tables.{target.Name}.columns.{column.Name}", ErrorCodes.ColumnUnmapped,
                $"Column '{column.Name}' of the target is NOT NULL, has no default, and nothing is mapped to it.", "Map a source column or a COMPUTE expression to it.");
    }

    private static string Shown(string type) => type.Length == 0 ? "without a type" : type;
}
