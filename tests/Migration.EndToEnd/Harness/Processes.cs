using System.Diagnostics;

namespace Migration.EndToEnd.Harness;

/// <summary>Processes by id.</summary>
internal static class Processes
{
    /// <summary>Whether the process lives and is the program under test: ids are used again.</summary>
    public static bool IsProgram(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("snowflake-deploy", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>kill -9, and waits until it is gone; nothing where it is not the program under test.</summary>
    public static void Kill(int pid)
    {
        if (!IsProgram(pid)) return;
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It ended between the look and the kill.
        }
    }

    /// <summary>Sends a signal by its name, as a user's shell would.</summary>
    public static async Task SignalAsync(int pid, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
