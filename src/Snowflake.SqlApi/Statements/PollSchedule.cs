namespace Snowflake.SqlApi.Statements;

/// <summary>How long to wait before asking again for a statement that runs: a tenth of a second at first, ten seconds at last.</summary>
internal static class PollSchedule
{
    private static readonly double[] Seconds = [0.1, 0.2, 0.4, 0.8, 1, 2, 3, 4, 8, 10];

    public static TimeSpan Wait(int asked) => TimeSpan.FromSeconds(Seconds[Math.Min(asked, Seconds.Length - 1)]);
}
