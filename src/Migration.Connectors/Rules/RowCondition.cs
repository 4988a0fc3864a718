using System.Globalization;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;
using Migration.Core.Plans;

namespace Migration.Connectors.Rules;

/// <summary>The SQL condition for which a row breaks a rule of data quality or completeness.</summary>
internal static class RowCondition
{
    public static string Of(ValidationRule rule, RuleTable table, IRuleDialect dialect) =>
        string.Join(" OR ", rule.Columns.Select(column => Of(rule, table, column, dialect)));

    private static string Of(ValidationRule rule, RuleTable table, string name, IRuleDialect dialect)
    {
        var column = table.Column(name);
        if (rule.Type == ValidationType.Completeness)
            return $"{column} IS NULL OR trim(CAST({column} AS TEXT)) = ''";
        return rule.Check switch
        {
            QualityCheck.NotNull => $"{column} IS NULL",
            QualityCheck.Range => Outside(column, rule, table.Find(name).Type.Kind),
            QualityCheck.Pattern => $"NOT ({dialect.Matches(column, rule.Pattern!)})",
            QualityCheck.AllowedValues => $"{column} NOT IN ({string.Join(", ", rule.Values.Select(value => Literal(value, table.Find(name).Type.Kind)))})",
            _ => throw new ArgumentException($"The check {rule.Check} is not one of single rows."),
        };
    }

    private static string Outside(string column, ValidationRule rule, LogicalType type) => string.Join(" OR ",
        new[] { ("<", rule.Minimum), (">", rule.Maximum) }.Where(bound => bound.Item2 is not null).Select(bound => $"{column} {bound.Item1} {Literal(bound.Item2!, type)}"));

    // A quoted number would be text to SQLite where the column has no type; an unquoted one no text to PostgreSQL.
    private static string Literal(string value, LogicalType type) =>
        type is not (LogicalType.Text or LogicalType.Enumeration) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : SqlNames.Literal(value);
}
