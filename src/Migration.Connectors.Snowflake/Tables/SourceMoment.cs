using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>The moment as of which a source is read, by Snowflake's own clock.</summary>
/// <param name="Text">In ISO 8601, with its offset.</param>
internal sealed record SourceMoment(string Text)
{
    /// <summary>As a value of SQL.</summary>
    public string Value => $"{SnowflakeNames.Literal(Text)}::TIMESTAMP_TZ";

    /// <summary>After a table's name.</summary>
    public string Clause => $" AT(TIMESTAMP => {Value})";

    public static Task<string?> TakeAsync(SnowflakeSession session, CancellationToken cancellation) =>
        session.ScalarAsync("SELECT TO_VARCHAR(CURRENT_TIMESTAMP(), 'YYYY-MM-DD\"T\"HH24:MI:SS.FF9TZH:TZM')", cancellation);
}
