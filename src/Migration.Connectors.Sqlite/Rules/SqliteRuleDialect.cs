using System.Globalization;
using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Sqlite.Rules;

/// <summary>Moments are texts of ISO 8601, Julian days, or seconds since 1970, as SQLite's own functions read them.</summary>
internal sealed class SqliteRuleDialect : IRuleDialect
{
    public string Matches(string value, string pattern) => $"CAST({value} AS TEXT) REGEXP {SqlNames.Literal(pattern)}";

    public string IsFresh(string column, DateTimeOffset since) =>
        $"max(julianday({column}, 'auto')) >= julianday('{since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}')";

    public string InByteOrder(string value, LogicalType type) => type == LogicalType.Text ? $"{value} COLLATE BINARY" : value;
}
