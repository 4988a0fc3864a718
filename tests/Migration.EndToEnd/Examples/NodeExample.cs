using System.ComponentModel;
using System.Diagnostics;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Examples;

/// <summary>A folder of <c>examples/</c> that runs on Node.js, as a reader of its page runs it.</summary>
internal sealed class NodeExample(string folder)
{
    private const int OldestMajor = 18;
    private readonly string path = Path.Combine(Repository.Root, "examples", folder);

    /// <summary>Null when node and npm can be used; otherwise what to install.</summary>
    public static async Task<string?> MissingAsync()
    {
        var version = await VersionAsync("node");
        return version is not null && int.Parse(version.TrimStart('v').Split('.')[0]) >= OldestMajor && await VersionAsync("npm") is not null
            ? null
            : $"Needs Node.js {OldestMajor} or later with npm on the PATH (found node {version ?? "none"}): apt-get install nodejs npm.";
    }

    public async Task BuildAsync()
    {
        foreach (var arguments in new string[][] { ["ci", "--ignore-scripts"], ["run", "build"] })
        {
            var result = await Deployment.FinishAsync(Start(path, "npm", arguments, []), "npm", arguments[0]);
            Assert.True(result.ExitCode == 0, result.ToString());
        }
    }

    public Task<CommandResult> RunAsync(params (string Name, string Value)[] environment) =>
        Deployment.FinishAsync(Start(path, "npm", ["start"], environment), "npm", "start");

    private static async Task<string?> VersionAsync(string program)
    {
        try
        {
            return (await Deployment.FinishAsync(Start(Repository.Root, program, ["--version"], []), program)).Output.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static Process Start(string folder, string program, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
