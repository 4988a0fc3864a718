using Migration.Connectors.Schema;

namespace Migration.Connectors.Tables;

/// <summary>What the hash of a table's rows does not speak of.</summary>
internal static class ColumnsLeftOut
{
    /// <param name="inTarget">The target table as it is now.</param>
    public static IEnumerable<string> Of(ITableSource source, TableDefinition inTarget)
    {
        foreach (var column in inTarget.Columns.Where(c => !source.Columns.Any(moved => moved.Target.Equals(c.Name, StringComparison.OrdinalIgnoreCase))))
            yield return $"'{column.Name}': {(column.IsGenerated ? "the target computes it" : "the plan does not write it")}";
        foreach (var column in source.Table.Columns.Where(c => !source.Columns.Any(moved => moved.Source?.Name == c.Name)))
            yield return $"'{column.Name}' of the source: {(column.IsGenerated ? "the source computes it" : "the plan does not move it")}";
        if (source.WhyNotAtMoment is { } why)
            yield return $"the source as it was when the execution began: {why}";
        if (!source.IsRepeatable)
            yield return "the source's side of expressions that give another value each time: the target was compared with what was copied";
    }
}
