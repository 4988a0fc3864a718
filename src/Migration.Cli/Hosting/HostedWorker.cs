namespace Migration.Cli.Hosting;

/// <summary>
/// The worker that shares its process with the server goes by one name in every process: what it had in flight when the process died
/// is lost for certain, and the server hands it out again at once.
/// </summary>
internal static class HostedWorker
{
    public const string Identity = "embedded-worker";
}
