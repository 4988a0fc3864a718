using System.Globalization;
using Migration.Connectors.Rules;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Rules;

/// <summary>Statements run in UTC, in which a moment without a zone is read.</summary>
internal sealed class SnowflakeRuleDialect : IRuleDialect
{
    public string Matches(string value, string pattern) => $"REGEXP_INSTR(CAST({value} AS VARCHAR), {SnowflakeNames.Literal(pattern)}) > 0";

    public string IsFresh(string column, DateTimeOffset since) =>
        $"CAST(MAX({column}) AS TIMESTAMP_TZ) >= TO_TIMESTAMP_TZ('{since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} +00:00', 'AUTO')";

    /// <summary>Text is in the order of its bytes, unless its column is collated.</summary>
    public string InByteOrder(string value, LogicalType type) => value;

    public string AsOf(string moment) => new SourceMoment(moment).Clause;
}
