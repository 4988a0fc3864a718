using Migration.Cli.Hosting;
using Migration.Core.Configuration;

namespace Migration.Cli.Results;

/// <summary>The embedded host of a home. Address, pid and the like are null where none runs.</summary>
internal sealed record HostStatus(
    bool Running, string? Address, int? Pid, DateTimeOffset? StartedAt, bool Worker, bool Background, string? Config, string Home, string Logs)
{
    public static HostStatus Of(HostState? host, HomeFolder home) => new(
        host is not null, host?.Address, host?.Pid, host?.StartedAt, host?.Worker ?? false, host?.Background ?? false, host?.Config, home.Root, home.Logs);
}
