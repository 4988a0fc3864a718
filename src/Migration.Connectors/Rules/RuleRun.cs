using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Connectors.Rules;

/// <summary>Asks the rules of a plan, each by one statement that its engine runs. Reads alone.</summary>
public sealed class RuleRun(RuleSide source, RuleSide target, TimeProvider time)
{
    /// <param name="table">The table that the rule stands for; null where it stands for none.</param>
    /// <param name="plan">The tables of the plan, by which foreign keys of the source find their names in the target.</param>
    public async Task<RuleResult> RunAsync(ValidationRule rule, TableMigration? table, IReadOnlyList<TableMigration> plan, CancellationToken cancellation)
    {
        var finding = rule.Type switch
        {
            ValidationType.DataQuality or ValidationType.Completeness => await CheckRowsAsync(rule, table!, cancellation),
            ValidationType.Integrity => await new OrphanSearch(source, target).RunAsync(rule, table!, plan, cancellation),
            ValidationType.Consistency when rule.Query is null => await CompareTotalsAsync(rule, table!, cancellation),
            ValidationType.Consistency => await CompareAnswersAsync(rule, cancellation),
            ValidationType.Custom => await AskAsync(rule, cancellation),
            _ => throw new ArgumentException($"Rules of type {rule.Type} are settled by comparing the tables."),
        };
        var subject = table is null ? $"'{rule.Name}'" : $"'{rule.Name}' of table '{table.SourceTable}'";
        return new()
        {
            Name = rule.Name,
            Type = rule.Type,
            Severity = rule.Severity,
            Table = table?.SourceTable,
            Holds = finding.Complaint is null,
            Violations = finding.Violations,
            Examples = finding.Examples,
            Summary = finding.Complaint is null ? $"The rule {subject} holds." : $"The rule {subject} does not hold: {finding.Complaint}.",
        };
    }

    private async Task<RuleFinding> CheckRowsAsync(ValidationRule rule, TableMigration table, CancellationToken cancellation)
    {
        var side = rule.Side == PlanSide.Source ? source : target;
        var rows = await TableOfAsync(rule.Side, table, cancellation);
        var columns = string.Join(", ", rule.Columns);
        if (rule.Check == QualityCheck.Freshness)
        {
            var fresh = side.Dialect.IsFresh(rows.Column(rule.Columns[0]), time.GetUtcNow() - rule.MaxAge!.Value);
            var stale = await side.RowsAsync(rows.UnlessAll(fresh), cancellation);
            return stale.Count == 0 ? RuleFinding.None : new($"the latest {columns} is too old, or there is none", 1);
        }

        var sql = rule.Check == QualityCheck.Unique
            ? rows.Repetitions([.. rule.Columns.Select(rows.Column)])
            : rows.Violations(RowCondition.Of(rule, rows, side.Dialect));
        return RuleFinding.Of(await side.RowsAsync(sql, cancellation), $"row(s) break it by {columns}");
    }

    private async Task<RuleFinding> CompareTotalsAsync(ValidationRule rule, TableMigration table, CancellationToken cancellation)
    {
        var here = await TableOfAsync(PlanSide.Source, table, cancellation);
        var there = await TableOfAsync(PlanSide.Target, table, cancellation);
        var map = new ColumnMap(here.Definition, table).Columns();
        var pairs = rule.Columns.SelectMany(_ => rule.Aggregates, (column, aggregate) => (Column: column, Aggregate: aggregate)).ToList();
        var left = await source.RowsAsync(here.Totals(pairs.Select(p => Aggregate(p.Aggregate, Mapped(map, here, p.Column), source.Dialect))), cancellation);
        var right = await target.RowsAsync(there.Totals(pairs.Select(p => Aggregate(p.Aggregate, (there.Column(p.Column), there.Find(p.Column).Type.Kind), target.Dialect))), cancellation);
        var different = pairs.Where((_, i) => !ComparedValues.AreSame(left[0][i], right[0][i], rule.Tolerance ?? 0)).ToList();
        return different.Count == 0
            ? RuleFinding.None
            : new($"{string.Join(", ", different.Select(p => $"{p.Aggregate} of {p.Column}"))} differ(s) between source and target", different.Count);
    }

    private async Task<RuleFinding> CompareAnswersAsync(ValidationRule rule, CancellationToken cancellation)
    {
        var left = await source.ScalarAsync(rule.Query!, cancellation);
        var right = await target.ScalarAsync(rule.TargetQuery ?? rule.Query!, cancellation);
        return ComparedValues.AreSame(left, right, rule.Tolerance ?? 0) ? RuleFinding.None : new("source and target give different answers", 1);
    }

    private async Task<RuleFinding> AskAsync(ValidationRule rule, CancellationToken cancellation)
    {
        var side = rule.Side == PlanSide.Source ? source : target;
        var complaint = Expectation.Complaint(await side.ScalarAsync(rule.Query!, cancellation), rule.Expected);
        return complaint is null ? RuleFinding.None : new(complaint, 1);
    }

    /// <summary>Of the source, the rows that the plan moves.</summary>
    private async Task<RuleTable> TableOfAsync(PlanSide side, TableMigration table, CancellationToken cancellation)
    {
        if (side == PlanSide.Target)
            return new(await target.TableAsync(table.Target, cancellation));
        var definition = await source.TableAsync(table.SourceTable, cancellation);
        return new(definition, new ColumnMap(definition, table).Filter()) { Past = source.Past };
    }

    private static (string Sql, LogicalType Type) Mapped(IReadOnlyList<MappedExpression> map, RuleTable table, string column)
    {
        var mapped = map.FirstOrDefault(m => m.Column.Target.Equals(column, StringComparison.OrdinalIgnoreCase));
        return mapped is null ? (table.Column(column), table.Find(column).Type.Kind) : (mapped.Sql, mapped.Column.Type.Kind);
    }

    private static string Aggregate(string name, (string Sql, LogicalType Type) value, IRuleDialect dialect) => name switch
    {
        RuleAggregates.Count => $"count({value.Sql})",
        RuleAggregates.CountDistinct => $"count(DISTINCT {value.Sql})",
        RuleAggregates.Sum => $"sum({value.Sql})",
        _ => $"{name.ToLowerInvariant()}({dialect.InByteOrder(value.Sql, value.Type)})",
    };
}
