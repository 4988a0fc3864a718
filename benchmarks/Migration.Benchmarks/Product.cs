using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Migration.Benchmarks;

/// <summary>The product as a user runs it: a host in the foreground and commands beside it.</summary>
internal sealed partial class Product : IDisposable
{
    private static readonly string Program = Find("snowflake-deploy");
    private readonly Bench bench;
    private readonly Process host;

    private Product(Bench bench, Process host, string address) => (this.bench, this.host, Address) = (bench, host, address);

    public string Address { get; }

    public int Port => int.Parse(Address.Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>The most physical memory that the host ever held, in megabytes.</summary>
    public double PeakMemory => double.Parse(
        File.ReadLines($"/proc/{host.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Trim().Split(' ')[0],
        CultureInfo.InvariantCulture) * 1024 / 1_000_000;

    public static Product Start(Bench bench, int port = 0)
    {
        var start = StartInfo(bench, ["server", "run", "--temporal-port", port.ToString(CultureInfo.InvariantCulture)]);
        var host = Process.Start(start)!;
        host.ErrorDataReceived += (_, line) => { if (line.Data is { } text) Console.Error.WriteLine(text); };
        host.BeginErrorReadLine();
        var ready = host.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the host ended before it was ready");
        _ = host.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new Product(bench, host, AddressForm().Match(ready).Value);
    }

    /// <summary>Runs a command with JSON output, which must succeed.</summary>
    public JsonElement Run(params string[] words) =>
        TryRun(words) ?? throw new InvalidOperationException($"{string.Join(' ', words)} failed");

    /// <summary>Null where the command failed.</summary>
    public JsonElement? TryRun(params string[] words)
    {
        using var process = Process.Start(StartInfo(bench, [.. words, "--output", "json"]))!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : null;
    }

    public string Plan(params string[] options) => Run(
        ["migrate", "plan", "create", "bench", "--source-database", "SOURCE", "--target-database", "TARGET", .. options]).GetProperty("id").GetString()!;

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        host.Kill();
        host.WaitForExit();
    }

    public void Dispose()
    {
        if (!host.HasExited) Kill();
        host.Dispose();
    }

    /// <summary>The seconds that a comparison takes of two tables, which must be equal.</summary>
    public static double Diff(Bench bench, string first, string second)
    {
        var start = StartInfo(bench, ["migrate", "diff", first, second]);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd());
    }

    /// <summary>The script, in a folder above: it builds the program, and becomes it.</summary>
    private static string Find(string script)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Migration.Workflows.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, script);
    }

    private static ProcessStartInfo StartInfo(Bench bench, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(Program, words) { WorkingDirectory = bench.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SNOWFLAKE_DEPLOY_HOME"] = bench.Home;
        start.Environment.Remove("SNOWFLAKE_DEPLOY_CONFIG");
        return start;
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex AddressForm();
}
