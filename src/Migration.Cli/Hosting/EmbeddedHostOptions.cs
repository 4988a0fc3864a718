namespace Migration.Cli.Hosting;

/// <summary>How an embedded host runs.</summary>
/// <param name="Port">0 takes any free one.</param>
/// <param name="Background">A command started it: it leaves the terminal and ends itself when idle.</param>
internal sealed record EmbeddedHostOptions(int Port, bool Worker, bool Background, TimeSpan IdleTimeout)
{
    public ServerAccess Access { get; init; } = ServerAccess.Local;
}
