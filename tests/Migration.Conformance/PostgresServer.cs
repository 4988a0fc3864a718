using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Migration.Conformance;

/// <summary>
/// A PostgreSQL of the tests' own, from installed binaries, on a loopback port, in a folder that goes with it. One
/// for all tests of the assembly. It refuses to run as root, so root starts it as another user.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    public const string Missing = "PostgreSQL is not installed. Install it (Debian: apt-get install postgresql), or put its folder of programs on PATH.";

    private const int MostAttempts = 50;

    private static readonly Lazy<PostgresServer?> s_shared = new(() => Start());

    private readonly string _programs;
    private readonly string _settings;
    private readonly string _folder = Directory.CreateTempSubdirectory("migration-pg-").FullName;

    private int _isOver;

    private PostgresServer(string programs, string settings) => (_programs, _settings) = (programs, settings);

    public int Port { get; private set; }

    /// <summary>The server, or null where none is installed.</summary>
    public static PostgresServer? Shared => s_shared.Value;

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Include Error Detail=false;Maximum Pool Size=20;Timeout=60";

    /// <summary>After a kill, as often as it takes: until the last of its processes is gone the server refuses to start.</summary>
    public void StartAgain()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                StartOnce();
                return;
            }
            catch (InvalidOperationException) when (attempt < MostAttempts)
            {
                // pg_ctl has waited already.
            }
        }
    }

    private void StartOnce() => Control("start", "-w", "-t", "120", "-l", Path.Combine(_folder, "log"), "-o", Options);

    /// <summary>In order: everything is written down first.</summary>
    public void Stop() => Control("stop", "-m", "fast", "-w", "-t", "120");

    /// <summary>As a power failure would, but for the disk's own cache.</summary>
    public void KillAll()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
        IReadOnlyList<int> all = [pid, .. Children(pid)];
        // The children notice that their parent is gone, and may be gone before they are told.
        AsServerUser("sh", "-c", $"kill -9 {string.Join(' ', all)} || true");
        while (all.Any(process => Directory.Exists($"/proc/{process}") && !IsZombie(process)))
            Thread.Yield();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 1)
            return;
        Control("stop", "-m", "immediate");
        Directory.Delete(_folder, recursive: true);
    }

    private string Options => $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200 -c shared_buffers=64MB -c max_wal_size=1GB {_settings}";

    /// <summary>One more, for a test that kills it; null where none is installed.</summary>
    /// <param name="settings">Options of the program postgres, which win over those of tests.</param>
    public static PostgresServer? Start(string settings = "")
    {
        if (Programs() is not { } programs)
            return null;
        var server = new PostgresServer(programs, settings);
        server.Initialize();
        server.EndWithThisProcess();
        return server;
    }

    // A test run ends its process without waiting for it, so another one watches, and cleans up whatever the end was.
    private void EndWithThisProcess()
    {
        var stop = string.Join(' ', ServerUser.Append($"{Path.Combine(_programs, "pg_ctl")} -D {_folder}/data stop -m immediate"));
        var script = $"tail --pid={Environment.ProcessId} -f /dev/null; if [ -d {_folder} ]; then {stop}; rm -rf {_folder}; fi";
        Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", $"exec >/dev/null 2>&1 </dev/null; {script}"]) { WorkingDirectory = "/" })!.Dispose();
    }

    private void Initialize()
    {
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", _folder);
        AsServerUser(Path.Combine(_programs, "initdb"), "-D", Path.Combine(_folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        StartAgain();
    }

    private static string? Programs()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0 && File.Exists(Path.Combine(p, "initdb")));
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).OrderDescending(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return onPath.Concat(debian).FirstOrDefault(p => File.Exists(Path.Combine(p, "initdb")) && File.Exists(Path.Combine(p, "postgres")));
    }

    private void Control(params string[] arguments) => AsServerUser([Path.Combine(_programs, "pg_ctl"), "-D", Path.Combine(_folder, "data"), .. arguments]);

    private static IReadOnlyList<string> ServerUser { get; } =
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];

    private static void AsServerUser(params string[] command)
    {
        string[] whole = [.. ServerUser, .. command];
        Run(whole[0], whole[1..]);
    }

    private static IEnumerable<int> Children(int pid) => Directory.GetDirectories("/proc")
        .Where(d => int.TryParse(Path.GetFileName(d), out _))
        .Where(d => File.Exists(d + "/stat") && TryReadParent(d) == pid)
        .Select(d => int.Parse(Path.GetFileName(d), System.Globalization.CultureInfo.InvariantCulture));

    private static int TryReadParent(string process) =>
        Status(process) is [_, var parent, ..] ? int.Parse(parent, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static bool IsZombie(int process) => Status($"/proc/{process}") is ["Z", ..] or [];

    /// <summary>State, parent and more; nothing where the process is gone.</summary>
    private static string[] Status(string process)
    {
        try
        {
            var stat = File.ReadAllText(process + "/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        // The server that pg_ctl leaves behind keeps the pipes open, so their end is not waited for.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit(TimeSpan.FromMinutes(3));
        if (!process.HasExited || process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }
}
