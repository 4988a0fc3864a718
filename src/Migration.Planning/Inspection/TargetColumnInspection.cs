using Migration.Connectors.Schema;
using Migration.Connectors.Types;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>A target table that exists can take what the plan writes to it.</summary>
internal static class TargetColumnInspection
{
    public static void Run(InspectionScope scope, PlannedTable table)
    {
        var mappings = Mappings(table).ToList();
        if (table.Target is { } target) InspectExisting(scope, table, target, mappings);
        else foreach (var (path, mapping) in mappings)
        {
            InspectCreated(scope, table, path, mapping);
            InspectConverted(scope, table, path, mapping);
        }
    }

    private static void InspectExisting(InspectionScope scope, PlannedTable table, TableDefinition target, List<(string Path, ColumnMapping Mapping)> mappings)
    {
        foreach (var (path, mapping) in mappings)
            if (target.FindColumn(mapping.Target) is { } column) Inspect(scope, table, (path, mapping), column);
            else scope.Add($"{path}.targetColumn", ErrorCodes.ColumnUnknown, $"The target table '{target.Name}' has no column '{mapping.Target}'.", Suggestion.Sentence(mapping.Target, [.. target.Columns.Select(c => c.Name)]));
        var written = mappings.Select(m => m.Mapping.Target).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in target.Columns.Where(c => !written.Contains(c.Name) && NeedsValue(target, c)))
            scope.Add(table.Path, ErrorCodes.ColumnUnmapped, $"The target column '{target.Name}.{column.Name}' must have a value, has no default, and nothing is mapped to it.", "Map a column or a COMPUTE transform to it, or give it a default in the target.");
    }

    private static void InspectCreated(InspectionScope scope, PlannedTable table, string path, ColumnMapping mapping)
    {
        if (mapping is { DataType: { } type, SourceColumn: { } name, Transform: null or { Type: TransformationType.Map } } && table.Source.FindColumn(name) is { } source)
            WeighTypes(scope, path, (source.DeclaredType, type), mapping);
    }

    /// <summary>What another engine makes of a column's type, by the table that all connectors share.</summary>
    private static void InspectConverted(InspectionScope scope, PlannedTable table, string path, ColumnMapping mapping)
    {
        if (scope.Target is not { } target || mapping is not { DataType: null, Transform: null, SourceColumn: { } name } || table.Source.FindColumn(name) is not { } source) return;
        if (TypeTable.Find(table.Source.Dialect, source.Type.Kind, target.Settings.Kind) is not { Warning: { } warning } rule) return;
        var effect = rule.Fit == TypeFit.Lossy ? "not every value arrives as it is" : "no value is lost";
        scope.Add(path, ErrorCodes.ColumnIncompatible, $"'{name}' {warning}; {effect}.", "Give the mapping a dataType, or a CONVERT or COMPUTE transform, where that is not meant.", Severity.Warning);
    }

    private static IEnumerable<(string Path, ColumnMapping Mapping)> Mappings(PlannedTable table) => table.Table.Columns.Count > 0
        ? table.Table.Columns.Select((c, i) => (DocumentPath.Item($"{table.Path}.columns", i), c))
        : table.Source.Columns.Where(c => !c.IsGenerated).Select(c => ($"{table.Path}.columns['{c.Name}']", new ColumnMapping { SourceColumn = c.Name }));

    private static void Inspect(InspectionScope scope, PlannedTable table, (string Path, ColumnMapping Mapping) mapped, ColumnDefinition target)
    {
        var (path, mapping) = mapped;
        if (target.IsGenerated)
        {
            scope.Add($"{path}.targetColumn", ErrorCodes.ColumnIncompatible, $"The target computes '{target.Name}' itself; it can't be written.", "Remove the mapping.");
            return;
        }

        if (mapping.SourceColumn is not { } name || table.Source.FindColumn(name) is not { } source) return;
        if (mapping.Transform?.Type == TransformationType.Compute) return;
        InspectType(scope, path, mapping, (source, target));
        var mayBeNull = !source.NotNull && !IsKey(table.Source, source.Name) && mapping is { DefaultValue: null, Required: false, Transform: null };
        if (mayBeNull && target.NotNull)
            scope.Add(path, ErrorCodes.ColumnIncompatible, $"'{source.Name}' may be NULL and the target column '{target.Name}' may not.", "Give the mapping a defaultValue; a row with NULL would be refused by the target.", Severity.Warning);
    }

    private static void InspectType(InspectionScope scope, string path, ColumnMapping mapping, (ColumnDefinition Source, ColumnDefinition Target) columns)
    {
        var converted = mapping.Transform?.Type == TransformationType.Convert ? mapping.Transform.DataType : null;
        var to = columns.Target.DeclaredType;
        WeighTypes(scope, path, (converted ?? columns.Source.DeclaredType, to), mapping);
        if (mapping.DataType is { } asked && !string.Equals(asked, to, StringComparison.OrdinalIgnoreCase))
            scope.Add($"{path}.dataType", ErrorCodes.ColumnIncompatible, $"The target column '{mapping.Target}' exists and stays {to}; dataType {asked} is for tables that are created.", "Remove dataType, or change the target column.", Severity.Warning);
    }

    private static void WeighTypes(InspectionScope scope, string path, (string From, string To) types, ColumnMapping mapping)
    {
        if (TypeFamilies.Weigh(TypeFamilies.Of(types.From), TypeFamilies.Of(types.To)) is not { } severity) return;
        var effect = severity == Severity.Error ? "can't hold its values without loss" : "may store its values in another form";
        scope.Add(path, ErrorCodes.ColumnIncompatible, $"'{mapping.SourceColumn}' is {types.From} and the target column '{mapping.Target}', {types.To}, {effect}.", $"Add a CONVERT transform with dataType {types.To}, or change the target column's type.", severity);
    }

    private static bool NeedsValue(TableDefinition table, ColumnDefinition column)
    {
        if (column.IsGenerated || column.DefaultExpression is not null) return false;
        if (string.Equals(column.Name, table.RowIdColumn, StringComparison.OrdinalIgnoreCase)) return false;
        return column.NotNull || (table.IsWithoutRowId && IsKey(table, column.Name));
    }

    private static bool IsKey(TableDefinition table, string column) =>
        table.PrimaryKey?.Columns.Any(k => string.Equals(k.Column, column, StringComparison.OrdinalIgnoreCase)) ?? false;
}
