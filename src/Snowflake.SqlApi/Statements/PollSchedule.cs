namespace Snowflake.SqlApi.Statements;

/// <summary>
/// How long to wait before asking again for a statement that runs: a twentieth of the time that it has been waited for, so that its end is
/// noticed late by a small part of what it took and a long one is not asked for all the time.
/// </summary>
internal static class PollSchedule
{
    private const double Share = 0.05;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static TimeSpan Wait(TimeSpan waited) => TimeSpan.FromTicks(Math.Clamp((long)(waited.Ticks * Share), Shortest.Ticks, Longest.Ticks));
}
