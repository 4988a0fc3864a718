using System.Globalization;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>How far back Time Travel reaches in a table: what its retention says, and whether the table was there.</summary>
/// <param name="table">The stored name.</param>
internal sealed class TablePast(SnowflakeSession session, SchemaPlace place, string table)
{
    /// <summary>A step that begins now must be able to end.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(30);

    /// <summary>Why the table can't be read as of one moment at all; null where it can.</summary>
    public async Task<string?> WhyNoneAsync(CancellationToken cancellation) => await DaysAsync(cancellation) == 0 ? None : null;

    private string None =>
        $"Table '{table}' keeps no past (DATA_RETENTION_TIME_IN_DAYS is 0), so it is read as it is from range to range: rows that are written meanwhile may be missed.";

    /// <summary>For how many days it keeps what it was; 0 where it keeps nothing, or is not there.</summary>
    public async Task<int> DaysAsync(CancellationToken cancellation) => (await DaysAsync("0", cancellation)).Days;

    /// <summary>Why the moment can't be relied on; null where it can.</summary>
    public async Task<string?> WhyNotAsync(SourceMoment moment, CancellationToken cancellation)
    {
        var (days, age) = await DaysAsync($"DATEDIFF('second', {moment.Value}, CURRENT_TIMESTAMP())", cancellation);
        if (days == 0)
            return None;
        if (age + s_margin > TimeSpan.FromDays(days))
            return Gone(moment, $"which it keeps for {days} day(s)");
        try
        {
            await session.ScalarAsync($"SELECT COUNT(*) FROM (SELECT 1 FROM {place.Of(table)}{moment.Clause} LIMIT 1)", cancellation);
            return null;
        }
        catch (SnowflakeFailure failure) when (failure.Code == ErrorCodes.SourceChanged)
        {
            return Gone(moment, "since it was made later, or its retention was shorter");
        }
        catch (SnowflakeFailure failure) when (!failure.IsTransient)
        {
            // A table of a share says that it keeps a past, and gives it to nobody.
            return $"Table '{table}' can't be read as of {moment.Text}: {failure.Message} It is read as it is from range to range: rows that are written meanwhile may be missed.";
        }
    }

    private string Gone(SourceMoment moment, string why) =>
        $"Table '{table}' has no past at {moment.Text} any more, {why}. It is read as it is from range to range: rows that are written meanwhile may be missed.";

    /// <param name="age">Of a moment, in seconds.</param>
    private async Task<(int Days, TimeSpan Age)> DaysAsync(string age, CancellationToken cancellation)
    {
        var found = await session.QueryAsync(
            $"SELECT COALESCE(RETENTION_TIME, 0), {age} FROM {place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND TABLE_NAME = {SnowflakeNames.Literal(table)}",
            row => (int.Parse(row.GetString(0), CultureInfo.InvariantCulture), TimeSpan.FromSeconds(long.Parse(row.GetString(1), CultureInfo.InvariantCulture))), cancellation);
        return found is [var one, ..] ? one : (0, TimeSpan.Zero);
    }
}
