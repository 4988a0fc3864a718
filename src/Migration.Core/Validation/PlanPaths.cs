using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Core.Validation;

/// <summary>The repeated parts of a plan, each with its path.</summary>
internal static class PlanPaths
{
    public static IEnumerable<(string Path, TableMigration Table)> Tables(MigrationPlan plan) =>
        plan.Tables.Select((table, i) => (DocumentPath.Item("tables", i), table));

    public static IEnumerable<(string Path, ColumnMapping Column)> Columns(MigrationPlan plan) =>
        Tables(plan).SelectMany(t => t.Table.Columns.Select((column, i) => (DocumentPath.Item($"{t.Path}.columns", i), column)));

    public static IEnumerable<(string Path, DataTransformation Transformation)> ColumnTransforms(MigrationPlan plan) =>
        Columns(plan).Where(c => c.Column.Transform is not null).Select(c => ($"{c.Path}.transform", c.Column.Transform!));

    public static IEnumerable<(string Path, DataTransformation Transformation)> TableTransformations(MigrationPlan plan) =>
        Tables(plan).SelectMany(t => t.Table.Transformations.Select((x, i) => (DocumentPath.Item($"{t.Path}.transformations", i), x)));

    public static IEnumerable<(string Path, ValidationRule Rule)> PlanRules(MigrationPlan plan) =>
        plan.Validations.Select((rule, i) => (DocumentPath.Item("validations", i), rule));

    public static IEnumerable<(string Path, ValidationRule Rule)> TableRules(MigrationPlan plan) =>
        Tables(plan).SelectMany(t => t.Table.Validations.Select((rule, i) => (DocumentPath.Item($"{t.Path}.validations", i), rule)));

    /// <summary>The items whose name an earlier item has already.</summary>
    public static IEnumerable<(string Path, string Name)> Repeated(IEnumerable<(string Path, string Name)> items) =>
        items.GroupBy(i => i.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1));
}
