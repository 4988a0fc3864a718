using System.Globalization;
using System.Security.Cryptography;

namespace Temporal.Faults;

/// <summary>How often to kill, and the seed of the instants and victims: from the environment, else for a run of all tests.</summary>
internal sealed record FaultPlan(int Kills, int Seed)
{
    private const int KillsOfATestRun = 10;

    public static FaultPlan FromEnvironment { get; } = new(
        Number("TEMPORAL_FAULT_KILLS") ?? KillsOfATestRun,
        Number("TEMPORAL_FAULT_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
