using System.Globalization;
using System.Runtime.InteropServices;

namespace Migration.Benchmarks;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {Memory():N0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, sqlite3 shell {Shell.Version()}.");

    private static double Memory() => double.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1_000_000;

    private static string Field(string file, string name) =>
        File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':', 2)[1].Trim();
}
