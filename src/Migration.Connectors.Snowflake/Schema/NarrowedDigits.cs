using System.Globalization;
using System.Text.RegularExpressions;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Columns of a target that keep fewer digits after the point than those of the same account that go into them.</summary>
internal static partial class NarrowedDigits
{
    public static IEnumerable<Problem> Of(TableDefinition target, IReadOnlyList<MappedColumn> columns) =>
        from column in columns
        where column is { IsDirect: true, Source: not null }
        let wanted = target.FindColumn(column.Target)
        where wanted is not null && DigitsOf(wanted) < DigitsOf(column.Source!)
        select new Problem($"tables.{target.Name}.columns.{wanted.Name}", ErrorCodes.ColumnIncompatible,
            $"Column '{wanted.Name}' of the target is {wanted.DeclaredType} and takes values of {column.Source!.DeclaredType}: Snowflake rounds numbers and cuts seconds to its digits, on both sides of every comparison.",
            "Where that is not meant, change the column's type.", Severity.Warning);

    private static int? DigitsOf(ColumnDefinition column) => column.Type.Kind switch
    {
        LogicalType.Integer or LogicalType.Decimal or LogicalType.Time or LogicalType.Timestamp or LogicalType.Instant =>
            Digits().Match(column.DeclaredType) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null,
        _ => null,
    };

    [GeneratedRegex(@"(\d+)\)$")]
    private static partial Regex Digits();
}
