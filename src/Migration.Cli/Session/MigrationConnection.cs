using Migration.Cli.Hosting;
using Migration.Client;
using Migration.Core.Configuration;
using Migration.Core.Errors;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Cli.Session;

/// <summary>Brings a command together with Temporal: the cluster of the configuration, or the embedded host, started if none runs.</summary>
internal static class MigrationConnection
{
    public static Task<MigrationClient> OpenAsync(CliSession session, CancellationToken cancel) => OpenAsync(session, work: false, cancel);

    /// <summary>For commands whose databases must be those of this session's configuration.</summary>
    public static Task<MigrationClient> OpenForWorkAsync(CliSession session, CancellationToken cancel) => OpenAsync(session, work: true, cancel);

    private static async Task<MigrationClient> OpenAsync(CliSession session, bool work, CancellationToken cancel)
    {
        var settings = session.Deployment.Temporal;
        var address = settings.Mode == TemporalMode.Cluster ? settings.Address! : await HostAddressAsync(session, work, cancel);
        return new(await ConnectAsync(address, settings), session.Environment.Clock);
    }

    public static async Task<TemporalClient> ConnectAsync(string address, TemporalSettings settings)
    {
        try
        {
            return await TemporalClient.ConnectAsync(await TemporalOptions.OfAsync(address, settings));
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException)
        {
            throw new MigrationException(ErrorCodes.ServerUnreachable, $"The Temporal service at {address} can't be reached", transient: true, error);
        }
    }

    private static async Task<string> HostAddressAsync(CliSession session, bool work, CancellationToken cancel)
    {
        var background = new BackgroundHost(session);
        var host = work ? await background.EnsureForWorkAsync(cancel) : await background.EnsureAsync(cancel);
        return host.Address;
    }
}
