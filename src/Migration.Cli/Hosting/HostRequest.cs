using System.Globalization;

namespace Migration.Cli.Hosting;

/// <summary>The background host that a command wants.</summary>
/// <param name="Config">The configuration file that the worker is to use, absolute; null where there is none.</param>
/// <param name="Port">0 takes any free one.</param>
internal sealed record HostRequest(string Home, string? Config, int Port, TimeSpan IdleTimeout)
{
    public static TimeSpan DefaultIdleTimeout { get; } = TimeSpan.FromMinutes(10);

    public IReadOnlyList<string> Words =>
    [
        "server", "run", "--background",
        "--home", Home,
        .. Config is null ? (string[])[] : ["--config", Config],
        "--temporal-port", Port.ToString(CultureInfo.InvariantCulture),
        "--idle-timeout", string.Create(CultureInfo.InvariantCulture, $"{(long)IdleTimeout.TotalMilliseconds}ms"),
    ];
}
