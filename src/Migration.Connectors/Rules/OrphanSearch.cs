using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Rules;

/// <summary>Finds rows of the target that refer to none: by the keys that a rule names, or by every foreign key of source and target.</summary>
internal sealed class OrphanSearch(RuleSide source, RuleSide target)
{
    public async Task<RuleFinding> RunAsync(ValidationRule rule, TableMigration table, IReadOnlyList<TableMigration> plan, CancellationToken cancellation)
    {
        var child = await target.TableAsync(table.Target, cancellation);
        var keys = rule.ReferencedTable is null
            ? await DeclaredAsync(table, plan, child, cancellation)
            : [new ForeignKeyDefinition(rule.Columns, rule.ReferencedTable, rule.ReferencedColumns)];
        var findings = new List<RuleFinding>();
        foreach (var key in keys)
            findings.Add(await SearchAsync(child, key, cancellation));
        var broken = findings.Where(f => f.Complaint is not null).ToList();
        return broken.Count == 0
            ? RuleFinding.None
            : new(string.Join("; ", broken.Select(f => f.Complaint)), broken.Sum(f => f.Violations)) { Examples = [.. broken.SelectMany(f => f.Examples).Take(RuleTable.ExamplesShown)] };
    }

    private async Task<List<ForeignKeyDefinition>> DeclaredAsync(TableMigration table, IReadOnlyList<TableMigration> plan, TableDefinition child, CancellationToken cancellation)
    {
        var definition = await source.TableAsync(table.SourceTable, cancellation);
        var moved = definition.ForeignKeys.Select(key => TargetReferences.Of(key, table, plan)).OfType<ForeignKeyDefinition>();
        return [.. child.ForeignKeys.Concat(moved).DistinctBy(key => string.Join('\n', [key.ReferencedTable, .. key.Columns]), StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<RuleFinding> SearchAsync(TableDefinition child, ForeignKeyDefinition key, CancellationToken cancellation)
    {
        var parent = await target.TableAsync(key.ReferencedTable, cancellation);
        var rows = new RuleTable(child);
        var columns = key.Columns.Select(rows.Column).ToList();
        var known = columns.Select(column => $"{column} IS NOT NULL");
        var same = columns.Zip(Referenced(key, parent), (column, other) => $"p.{SqlNames.Quote(other)} = {column}");
        var condition = $"{string.Join(" AND ", known)} AND NOT EXISTS (SELECT 1 FROM {SqlNames.Quote(parent.Name)} AS p WHERE {string.Join(" AND ", same)})";
        return RuleFinding.Of(
            await target.RowsAsync(rows.Violations(condition), cancellation),
            $"row(s) refer by {string.Join(", ", key.Columns)} to no row of '{parent.Name}'");
    }

    private static List<string> Referenced(ForeignKeyDefinition key, TableDefinition parent)
    {
        List<string> columns = key.ReferencedColumns.Count > 0
            ? [.. key.ReferencedColumns.Select(name => new RuleTable(parent).Find(name).Name)]
            : [.. (parent.PrimaryKey?.Columns ?? []).Select(part => part.Column).OfType<string>()];
        return columns.Count == key.Columns.Count
            ? columns
            : throw new MigrationException(ErrorCodes.PlanContradiction, $"{key.Columns.Count} column(s) refer to table '{parent.Name}', whose key has {columns.Count}. Name as many referencedColumns as columns.");
    }
}
