using System.Diagnostics;

namespace Migration.EndToEnd.Harness;

/// <summary>A file system of its own for one folder of a host, in a mount namespace that ends with the host.</summary>
internal static class SmallDisk
{
    /// <summary>Whether this machine lets us make one: as root, or where user namespaces are allowed.</summary>
    public static bool IsPossible { get; } = Succeeds("unshare", [.. Namespace, "mount", "-t", "tmpfs", "none", Path.GetTempPath()]);

    private static string[] Namespace => Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--map-root-user", "--mount"];

    /// <summary>Starts a host that sees <paramref name="folder"/> through a mount: the words after `mount`.</summary>
    public static Task<HostProcess> StartHostAsync(Deployment deployment, string folder, params string[] mount)
    {
        var inside = deployment.StartInfo("server", "run", "--temporal-port", "0");
        var start = new ProcessStartInfo("unshare")
        {
            WorkingDirectory = inside.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in inside.Environment) start.Environment[name] = value;
        start.Environment.Remove("SNOWFLAKE_DEPLOY_CONFIG");
        const string script = """folder=$1; options=$2; shift 2; mount $options "$folder" && exec "$@" """;
        string[] words = [.. Namespace, "sh", "-c", script, "sh", folder, string.Join(' ', mount), inside.FileName, .. inside.ArgumentList];
        foreach (var word in words) start.ArgumentList.Add(word);
        return deployment.StartAsync(start);
    }

    /// <summary>Gives the folder of a running host another size.</summary>
    public static void Resize(HostProcess host, string folder, string size)
    {
        string[] enter = Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--preserve-credentials", "--mount"];
        Assert.True(Succeeds("nsenter", ["--target", $"{host.Pid}", .. enter, "mount", "-o", $"remount,size={size}", folder]));
    }

    /// <summary>The path by which a file that only the host sees can be read from outside.</summary>
    public static string Outside(HostProcess host, string path) => $"/proc/{host.Pid}/root{path}";

    private static bool Succeeds(string program, IEnumerable<string> words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
