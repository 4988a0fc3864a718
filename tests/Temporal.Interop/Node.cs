using System.ComponentModel;
using System.Diagnostics;

namespace Temporal.Interop;

/// <summary>Runs node and npm in the folder of the TypeScript side.</summary>
internal static class Node
{
    private const int OldestMajor = 18;
    private static readonly Lazy<Task> Installed = new(InstallOnceAsync);

    /// <summary>Null when node and npm can be used; otherwise what to install.</summary>
    public static async Task<string?> MissingAsync()
    {
        var version = await VersionAsync("node");
        var npm = await VersionAsync("npm");
        return version is not null && npm is not null && int.Parse(version.TrimStart('v').Split('.')[0]) >= OldestMajor
            ? null
            : $"Needs Node.js {OldestMajor} or later with npm on the PATH (found node {version ?? "none"}, npm {npm ?? "none"}); "
                + "install it from the distribution (apt-get install nodejs npm) or from nodejs.org.";
    }

    /// <summary>Installs what the lock file names, unless that was done since the lock file last changed.</summary>
    public static Task InstallAsync() => Installed.Value;

    /// <summary>Runs a program until it ends by itself; its standard input ends when <paramref name="inputEnds"/> does, or at once.</summary>
    public static async Task<NodeResult> RunAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> environment, Task? inputEnds = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = TypeScriptFolder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await Task.WhenAny(inputEnds ?? Task.CompletedTask, process.WaitForExitAsync(patience.Token));
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new NodeResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task InstallOnceAsync()
    {
        var installed = new FileInfo(Path.Combine(TypeScriptFolder.Path, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(TypeScriptFolder.Path, "package-lock.json")))
        {
            return;
        }

        // No package of the lock file needs its install script, so none is run.
        var result = await RunAsync("npm", ["ci", "--ignore-scripts"], []);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed with exit code {result.ExitCode}:\n{result.Errors}");
        }
    }

    private static async Task<string?> VersionAsync(string program)
    {
        try
        {
            return (await RunAsync(program, ["--version"], [])).Output.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
