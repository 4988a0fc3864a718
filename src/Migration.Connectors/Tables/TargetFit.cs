using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>Whether rows of mapped columns fit an existing table, before the first of them is written.</summary>
public static class TargetFit
{
    public static IReadOnlyList<Problem> Check(TableDefinition target, IReadOnlyList<MappedColumn> columns) =>
        [.. columns.SelectMany(c => CheckColumn(target, c)), .. target.Columns.SelectMany(c => CheckFilled(target, c, columns))];

    private static IEnumerable<Problem> CheckColumn(TableDefinition target, MappedColumn column)
    {
        var path = $"tables.{target.Name}.columns.{column.Target}";
        if (target.FindColumn(column.Target) is not { } wanted)
            yield return new Problem(path, ErrorCodes.ColumnUnknown, $"Table '{target.Name}' of the target has no column '{column.Target}'.",
                $"Map the source column to one of: {string.Join(", ", target.Columns.Select(c => c.Name))}; or add the column.");
        else if (wanted.IsGenerated)
            yield return new Problem(path, ErrorCodes.ColumnIncompatible, $"Column '{wanted.Name}' of the target is generated and takes no values.", "Leave it out of the mapping.");
    }

    private static IEnumerable<Problem> CheckFilled(TableDefinition target, ColumnDefinition column, IReadOnlyList<MappedColumn> columns)
    {
        var isFilled = columns.Any(c => target.FindColumn(c.Target) == column);
        if (column is { NotNull: true, DefaultExpression: null, IsGenerated: false, IsNumbered: false } && !isFilled)
            yield return new Problem($"tables.{target.Name}.columns.{column.Name}", ErrorCodes.ColumnUnmapped,
                $"Column '{column.Name}' of the target is NOT NULL, has no default, and nothing is mapped to it.", "Map a source column or a COMPUTE expression to it.");
    }
}
