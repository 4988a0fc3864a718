using System.Globalization;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Rules;

/// <summary>Sessions run in UTC, in which a moment without a zone is read.</summary>
internal sealed class PostgresRuleDialect : IRuleDialect
{
    public string Matches(string value, string pattern) => $"CAST({value} AS TEXT) ~ {SqlNames.Literal(pattern)}";

    public string IsFresh(string column, DateTimeOffset since) =>
        $"CAST(max({column}) AS timestamptz) >= timestamptz '{since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";

    public string InByteOrder(string value, LogicalType type) => type == LogicalType.Text ? $"{value} COLLATE \"C\"" : value;
}
