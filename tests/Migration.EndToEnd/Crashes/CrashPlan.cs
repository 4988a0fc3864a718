using System.Globalization;
using System.Security.Cryptography;

namespace Migration.EndToEnd.Crashes;

/// <summary>How often to kill, and the seed of the instants: from the environment, else for a run of all tests.</summary>
internal sealed record CrashPlan(int Kills, int Seed)
{
    /// <summary>A run of all tests kills this often, in two tests together.</summary>
    private const int KillsOfATestRun = 24;

    /// <summary>More is asked for than a run of all tests has time for.</summary>
    public static bool IsCampaign { get; } = Number("MIGRATION_CRASH_KILLS") is not null;

    public static CrashPlan FromEnvironment { get; } = new(
        Number("MIGRATION_CRASH_KILLS") ?? KillsOfATestRun,
        Number("MIGRATION_CRASH_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
