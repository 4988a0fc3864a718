using Migration.EndToEnd.Harness;
using YamlDotNet.Serialization;

namespace Migration.EndToEnd.Examples;

/// <summary><c>docker-compose.temporal.yml</c>, with its variables at their defaults.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> services;

    public ComposeFile()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.temporal.yml"));
        // ${NAME:-default} becomes the default, $$ a dollar.
        text = System.Text.RegularExpressions.Regex.Replace(text, @"\$\{\w+:-([^}]*)\}", "$1").Replace("$$", "$", StringComparison.Ordinal);
        var root = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<object, object>>(text);
        services = (Dictionary<object, object>)root["services"];
    }

    public IEnumerable<string> Services => services.Keys.Cast<string>();

    public string Image(string service) => (string)Service(service)["image"];

    public IEnumerable<string> DependsOn(string service) => Map(service, "depends_on").Keys.Cast<string>();

    public string[] Command(string service) => [.. ((List<object>)Service(service)["command"]).Cast<string>()];

    public Dictionary<string, string> Environment(string service) =>
        Map(service, "environment").ToDictionary(entry => (string)entry.Key, entry => $"{entry.Value}");

    /// <summary>What of the host stands where in the container.</summary>
    public IEnumerable<(string Source, string Target)> BindMounts(string service) =>
        (Service(service).TryGetValue("volumes", out var volumes) ? (List<object>)volumes : [])
            .Cast<string>().Select(volume => volume.Split(':')).Where(parts => parts[0].StartsWith('.')).Select(parts => (parts[0], parts[1]));

    private Dictionary<object, object> Map(string service, string key) =>
        Service(service).TryGetValue(key, out var map) ? (Dictionary<object, object>)map : [];

    private Dictionary<object, object> Service(string name) => (Dictionary<object, object>)services[name];
}
