using System.Diagnostics;
using System.Text.Json;

namespace Migration.EndToEnd.Harness;

/// <summary>A user's machine in a folder of its own: a configuration, databases, a home, and the program as the user runs it.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly List<HostProcess> hosts = [];
    private readonly Dictionary<string, string> variables = [];

    public Deployment()
    {
        Folder = Directory.CreateTempSubdirectory("migration-e2e-").FullName;
        Directory.CreateDirectory(Home);
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "snowflake-deploy.dll");

    public string Folder { get; }

    public string Home => Path.Combine(Folder, "home");

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes the configuration; each database is a SQLite file or folder under <see cref="Folder"/>.</summary>
    public void Configure(params (string Name, string Path)[] databases) =>
        File.WriteAllText(PathOf("snowflake-deploy.yaml"), Configuration(databases));

    /// <summary>The same with databases of any kind.</summary>
    public void Configure(IEnumerable<(string Name, IProvenDatabase Database)> databases) => File.WriteAllText(
        PathOf("snowflake-deploy.yaml"),
        $"databases:\n{string.Concat(databases.Select(d => $"  {d.Name}: {d.Database.Settings}\n"))}");

    /// <summary>Writes the configuration, and Temporal's server is one that runs elsewhere.</summary>
    public void ConfigureCluster(string address, params (string Name, string Path)[] databases) => File.WriteAllText(
        PathOf("snowflake-deploy.yaml"),
        $"{Configuration(databases)}temporal: {{ mode: cluster, address: \"{address}\" }}\n");

    /// <summary>Environment variables of every process from now on.</summary>
    public void Set(IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach (var (name, value) in environment) variables[name] = value;
    }

    /// <summary>Runs one command to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => FinishAsync(Launch(arguments), arguments);

    /// <summary>Runs one command with <c>--output json</c>, whatever it ends with.</summary>
    public Task<CommandResult> TryAsync(params string[] arguments) => RunAsync([.. arguments, "--output", "json"]);

    /// <summary>Runs one command with <c>--output json</c>, which must succeed.</summary>
    public async Task<CommandResult> MustAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Starts one command and leaves it running.</summary>
    public Process Launch(params string[] arguments)
    {
        var process = Process.Start(StartInfo(arguments))!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<CommandResult> FinishAsync(Process process, params string[] arguments)
    {
        using (process)
        using (var patience = new CancellationTokenSource(Patience))
        {
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                Assert.Fail($"`{string.Join(' ', arguments)}` did not end within {Patience}\n{await output}{await errors}");
            }

            return new CommandResult(string.Join(' ', arguments), process.ExitCode, await output, await errors);
        }
    }

    /// <summary>Starts a host in the foreground; it is ready on return.</summary>
    public Task<HostProcess> StartAsync(params string[] arguments) => StartAsync(StartInfo(arguments));

    public async Task<HostProcess> StartAsync(ProcessStartInfo start)
    {
        var host = await HostProcess.StartAsync(start);
        hosts.Add(host);
        return host;
    }

    /// <summary>What the last hosts printed, for a test that failed.</summary>
    public string Reports(int hosts) => string.Join('\n', this.hosts.TakeLast(hosts).Select(host => $"host {host.Pid}:\n{host.Said}"));

    /// <summary>The process id of the host that runs in the background here; null where none ever did.</summary>
    public int? BackgroundHost()
    {
        var state = Path.Combine(Home, "host.json");
        return File.Exists(state) ? JsonDocument.Parse(File.ReadAllText(state)).RootElement.GetProperty("pid").GetInt32() : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) host.Kill();
        if (BackgroundHost() is { } pid && Processes.IsProgram(pid))
        {
            await RunAsync("server", "stop");
            Processes.Kill(pid);
        }

        Directory.Delete(Folder, recursive: true);
    }

    public ProcessStartInfo StartInfo(params string[] arguments)
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
        start.Environment.Remove("SNOWFLAKE_DEPLOY_SCRIPT");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return start;
    }

    private static string Configuration((string Name, string Path)[] databases) =>
        $"databases:\n{string.Concat(databases.Select(d => $"  {d.Name}: {{ kind: sqlite, path: \"{d.Path}\" }}\n"))}";
}
