using System.Diagnostics;
using System.Globalization;

namespace Migration.Cli.Hosting;

/// <summary>This program once more, detached: it outlives the command, the terminal and its signals.</summary>
internal sealed class HostProcess : IHostProcess
{
    /// <summary>A shell is the portable way to leave a process behind with its streams in a file; the host then makes its own session.</summary>
    private const string Script = """exec </dev/null; out=$1; shift; "$@" >"$out" 2>&1 & echo $!""";

    public async Task<int> StartAsync(IReadOnlyList<string> words, string outputFile, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(outputFile)!);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, UseShellExecute = false };
        // The collector's youngest generation would grow with the processor's cache; 16 MB are enough.
        start.Environment.TryAdd("DOTNET_GCgen0size", "0x1000000");
        foreach (var word in (string[])["-c", Script, "sh", outputFile, .. Self(), .. words])
            start.ArgumentList.Add(word);
        using var shell = Process.Start(start)!;
        var pid = await shell.StandardOutput.ReadLineAsync(cancel);
        await shell.WaitForExitAsync(cancel);
        return int.Parse(pid!, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the process still works. One that has died and that nobody has collected does not.</summary>
    public static bool IsAlive(int pid)
    {
        var stat = $"/proc/{pid}/stat";
        if (File.Exists(stat))
            return StateIn(stat) is not ('Z' or 'X');
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The letter after the name, which stands in parentheses and may hold any character.</summary>
    private static char StateIn(string stat)
    {
        try
        {
            var text = File.ReadAllText(stat);
            return text[text.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return 'X';
        }
    }

    /// <summary>The native launcher where it is what runs now, else the assembly under the dotnet host.</summary>
    private static string[] Self()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "snowflake-deploy.dll");
        var running = Environment.ProcessPath;
        return Path.GetFileNameWithoutExtension(running) == "snowflake-deploy" ? [running!] : [running ?? "dotnet", assembly];
    }
}
