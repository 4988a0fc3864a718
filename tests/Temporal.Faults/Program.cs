namespace Temporal.Faults;

/// <summary>The processes that are killed: <c>server FILE PORT</c> and <c>worker ADDRESS</c>. Each prints a line when it is ready.</summary>
internal static class Program
{
    public static Task Main(string[] words) => words switch
    {
        ["server", var file, var port] => Hosts.ServeAsync(file, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
        ["worker", var address] => Hosts.WorkAsync(address),
        _ => throw new ArgumentException("Usage: server FILE PORT | worker ADDRESS"),
    };
}
