using System.Diagnostics;

namespace Migration.Benchmarks;

/// <summary>The sqlite3 shell: the raw alternative.</summary>
internal static class Shell
{
    public static string Version() => Run("--version").Split(' ')[0];

    /// <summary>Runs a script on a database and returns how long the process took.</summary>
    public static TimeSpan Time(string database, string script)
    {
        var clock = Stopwatch.StartNew();
        Run("-bail", database, script);
        return clock.Elapsed;
    }

    private static string Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("sqlite3", words) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"sqlite3 ended with {process.ExitCode}");
    }
}
