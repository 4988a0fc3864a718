using System.Text.Json;
using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Tables;

/// <summary>Turns a plan's column mappings and filters into SQL over the source table.</summary>
public sealed class ColumnMap(TableDefinition table, TableMigration plan)
{
    /// <summary>Every column that is not generated where the plan maps none.</summary>
    public IReadOnlyList<MappedExpression> Columns() => plan.Columns.Count == 0
        ? [.. table.Columns.Where(c => !c.IsGenerated).Select(Direct)]
        : [.. plan.Columns.Select(Mapped)];

    /// <summary>The condition of the plan's filters; null where there is none.</summary>
    public string? Filter()
    {
        var conditions = plan.Transformations.Where(t => t.Type == TransformationType.Filter && t.Expression is not null)
            .Select(t => $"({t.Expression}\n)").ToList();
        return conditions.Count == 0 ? null : string.Join(" AND ", conditions);
    }

    /// <summary>Every expression that the plan's author wrote.</summary>
    public IReadOnlyList<string> Expressions() =>
        [.. plan.Transformations.Concat(plan.Columns.Select(c => c.Transform).OfType<DataTransformation>()).Select(t => t.Expression).OfType<string>()];

    private static MappedExpression Direct(ColumnDefinition column) =>
        new(new MappedColumn(column.Name, column, IsDirect: true), SqlNames.Quote(column.Name));

    private MappedExpression Mapped(ColumnMapping mapping)
    {
        var source = mapping.SourceColumn is null ? null : Find(mapping.SourceColumn);
        var value = WithDefault(Value(mapping, source), mapping.DefaultValue);
        var isDirect = mapping.DefaultValue is null && mapping.Transform?.Type is null or TransformationType.Map;
        var column = new MappedColumn(mapping.Target, source, isDirect)
        {
            DataType = mapping.DataType ?? (mapping.Transform?.Type == TransformationType.Convert ? mapping.Transform.DataType : null),
            Required = mapping.Required,
        };
        return new MappedExpression(column, value);
    }

    private static string Value(ColumnMapping mapping, ColumnDefinition? source)
    {
        var transform = mapping.Transform;
        return transform?.Type switch
        {
            TransformationType.Compute => $"({transform.Expression}\n)",
            TransformationType.Convert => $"CAST({Name(source)} AS {transform.DataType ?? mapping.DataType})",
            null or TransformationType.Map => Name(source),
            _ => throw new MigrationException(ErrorCodes.PlanUnsupported,
                $"Column '{mapping.Target}' asks for a transformation that is not supported at a column. Use MAP, CONVERT or COMPUTE."),
        };
    }

    private static string Name(ColumnDefinition? source) => source is not null
        ? SqlNames.Quote(source.Name)
        : throw new MigrationException(ErrorCodes.PlanContradiction, "A column mapping has neither sourceColumn nor a COMPUTE expression. Give one of them.");

    private static string WithDefault(string value, JsonElement? defaultValue) =>
        Literal(defaultValue) is { } literal ? $"coalesce({value}, {literal})" : value;

    private static string? Literal(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => SqlNames.Literal(value.Value.GetString()!),
        JsonValueKind.Number => value.Value.GetRawText(),
        JsonValueKind.True => "TRUE",
        JsonValueKind.False => "FALSE",
        _ => null,
    };

    private ColumnDefinition Find(string name) => table.FindColumn(name) ?? throw new MigrationException(ErrorCodes.ColumnUnknown,
        $"Table '{table.Name}' of the source has no column '{name}'. Correct the mapping; the columns are: {string.Join(", ", table.Columns.Select(c => c.Name))}.");
}
