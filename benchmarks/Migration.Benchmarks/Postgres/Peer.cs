using System.Diagnostics;
using System.Globalization;

namespace Migration.Benchmarks.Postgres;

/// <summary>Another program that does the same, as a shell would run it.</summary>
internal sealed record Peer(string Name, string Script)
{
    /// <summary>Seconds, and the most megabytes that one of its processes held.</summary>
    public (double Seconds, double Memory) Run()
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"set -euo pipefail\n{Script}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = (Output: process.StandardOutput.ReadToEndAsync(), Errors: process.StandardError.ReadToEndAsync());
        var memory = 0.0;
        while (!process.WaitForExit(20)) memory = Math.Max(memory, Peak(process.Id));
        var seconds = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? (seconds, memory)
            : throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {said.Errors.Result}{said.Output.Result}");
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Of a process and those below it.</summary>
    private static double Peak(int pid)
    {
        try
        {
            var own = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
            var children = File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var megabytes = own is null ? 0 : double.Parse(own.Split(':')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1_000_000;
            return children.Select(child => Peak(int.Parse(child, CultureInfo.InvariantCulture))).Append(megabytes).Max();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
