using Migration.Connectors;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The columns that mappings read exist, and the source's engine understands every expression.</summary>
internal static class SourceColumnInspection
{
    /// <returns>True where the table's filters are sound, so that its rows can be counted.</returns>
    public static async Task<bool> RunAsync(InspectionScope scope, PlannedTable table, CancellationToken cancellation)
    {
        foreach (var (index, column) in table.Table.Columns.Index())
            await InspectAsync(scope, table, (DocumentPath.Item($"{table.Path}.columns", index), column), cancellation);
        var sound = true;
        foreach (var (index, transformation) in table.Table.Transformations.Index())
            sound &= await IsSoundAsync(scope, table, ($"{table.Path}.transformations[{index}].expression", transformation.Expression), cancellation);
        return sound;
    }

    private static async Task InspectAsync(InspectionScope scope, PlannedTable table, (string Path, ColumnMapping Column) mapping, CancellationToken cancellation)
    {
        var (path, column) = mapping;
        var computed = column.Transform?.Type == TransformationType.Compute;
        var known = column.SourceColumn is { } name && table.Source.FindColumn(name) is not null;
        if (!known && !computed && column.SourceColumn is { Length: > 0 } unknown)
            scope.Add($"{path}.sourceColumn", ErrorCodes.ColumnUnknown, $"The table '{table.Source.Name}' has no column '{unknown}'.", Suggestion.Sentence(unknown, [.. table.Source.Columns.Select(c => c.Name)]));
        if (computed)
            await IsSoundAsync(scope, table, ($"{path}.transform.expression", column.Transform!.Expression), cancellation);
        if (known && column.Transform is { Type: TransformationType.Convert, DataType: { Length: > 0 } type })
            await IsSoundAsync(scope, table, ($"{path}.transform.dataType", $"CAST({Quote(column.SourceColumn!)} AS {type})"), cancellation);
    }

    private static async Task<bool> IsSoundAsync(InspectionScope scope, PlannedTable table, (string Path, string? Text) expression, CancellationToken cancellation)
    {
        // An empty expression is a problem of the plan alone and reported there.
        if (string.IsNullOrWhiteSpace(expression.Text) || scope.Source is not IDatabase source) return false;
        var complaint = await source.CheckExpressionAsync(scope.Plan.SourceSchema, table.Source.Name, expression.Text, cancellation);
        if (complaint is null) return true;
        scope.Add(expression.Path, ErrorCodes.ExpressionInvalid, $"The source can't evaluate '{expression.Text}': {complaint}", "Correct it; it is SQL of the source over the columns of this table.");
        return false;
    }

    private static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
