namespace Migration.Connectors.Snowflake.Engine;

/// <summary>A failure as a driver reports it.</summary>
/// <param name="Code">Six digits; empty where no server answered.</param>
/// <param name="QueryId">By which QUERY_HISTORY knows the statement; empty where none is known.</param>
/// <param name="Message">Snowflake's or the driver's own words; they may repeat values of rows.</param>
internal sealed record DriverFailure(DriverFailureKind Kind, string Code, string SqlState, string QueryId, string Message, Exception Cause)
{
    /// <summary>Of HTTP; zero where none is known.</summary>
    public int Status { get; init; }
}
