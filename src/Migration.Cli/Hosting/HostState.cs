using System.Text.Json;
using Migration.Cli.Output;

namespace Migration.Cli.Hosting;

/// <summary>What a running host says of itself in its home. True only while the host's lock is held.</summary>
/// <param name="Address">Where Temporal's protocol is served, host:port.</param>
/// <param name="Worker">Whether the host runs a worker beside the server.</param>
/// <param name="Background">Whether a command started it; such a host ends itself when idle.</param>
/// <param name="Config">The configuration file that the worker reads its databases from; null where there was none.</param>
internal sealed record HostState(
    int Pid,
    string Address,
    DateTimeOffset StartedAt,
    bool Worker,
    bool Background,
    string? Config)
{
    /// <summary>Null where the file is absent or was never finished.</summary>
    public static HostState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<HostState>(File.ReadAllText(path), CliJson.Options);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Readers see the old state or the new one, never half of it.</summary>
    public void Write(string path)
    {
        var fresh = path + ".new";
        File.WriteAllText(fresh, CliJson.Write(this));
        File.Move(fresh, path, overwrite: true);
    }
}
