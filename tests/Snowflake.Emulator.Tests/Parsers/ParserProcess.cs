using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Snowflake.Emulator.Tests.Parsers;

/// <summary>Two parsers of Snowflake's SQL that nobody here wrote, in one run of node.</summary>
internal static class ParserProcess
{
    private const int OldestMajor = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private static string Folder { get; } = typeof(ParserProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ParsersFolder").Value!;

    /// <summary>Null when node and npm can be used; otherwise what to install.</summary>
    public static async Task<string?> MissingAsync()
    {
        var node = await VersionAsync("node");
        return node is not null && await VersionAsync("npm") is not null && int.Parse(node.TrimStart('v').Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= OldestMajor
            ? null : $"Needs Node.js {OldestMajor} or later with npm on the PATH; install it from the distribution (apt-get install nodejs npm) or from nodejs.org.";
    }

    /// <summary>What the parsers say of each statement.</summary>
    public static async Task<IReadOnlyList<Verdict>> CheckAsync(IReadOnlyList<string> statements)
    {
        await Installed.Value;
        var input = string.Concat(statements.Select(statement => JsonSerializer.Serialize(statement) + "\n"));
        var output = await RunAsync("node", ["check.js"], input);
        var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Verdict>(line, JsonSerializerOptions.Web)!).ToList();
        return verdicts.Count == statements.Count ? verdicts : throw new InvalidOperationException($"The parsers answered {verdicts.Count} of {statements.Count} statements.");
    }

    private static async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return;
        await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "");
    }

    private static async Task<string?> VersionAsync(string program)
    {
        try
        {
            return (await RunAsync(program, ["--version"], "")).Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:\n{await errors}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
