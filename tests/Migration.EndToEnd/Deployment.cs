using System.Diagnostics;

namespace Migration.EndToEnd;

/// <summary>A user's machine in a folder of its own: a configuration, databases, a home, and the program as the user runs it.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "snowflake-deploy.dll");
    private readonly List<HostProcess> hosts = [];

    public Deployment()
    {
        Folder = Directory.CreateTempSubdirectory("migration-e2e-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "home"));
    }

    public string Folder { get; }

    public string Home => Path.Combine(Folder, "home");

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes the configuration; each database is a SQLite file or folder under <see cref="Folder"/>.</summary>
    public void Configure(params (string Name, string Path)[] databases)
    {
        var lines = databases.Select(d => $"  {d.Name}: {{ kind: sqlite, path: \"{d.Path}\" }}");
        File.WriteAllText(PathOf("snowflake-deploy.yaml"), $"databases:\n{string.Join('\n', lines)}\n");
    }

    /// <summary>Runs one command to its end.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs one command with <c>--output json</c>, which must succeed.</summary>
    public async Task<CommandResult> MustAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--output", "json"]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Errors}{result.Output}");
        return result;
    }

    public async Task<HostProcess> StartAsync(params string[] arguments)
    {
        var host = await HostProcess.StartAsync(StartInfo(arguments));
        hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("server", "stop");
        foreach (var host in hosts) host.Kill();
        Directory.Delete(Folder, recursive: true);
    }

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SNOWFLAKE_DEPLOY_HOME"] = Home;
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("SNOWFLAKE_DEPLOY_CONFIG");
        return start;
    }
}
