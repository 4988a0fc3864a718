namespace Migration.Cli.Hosting;

/// <summary>How a background host comes to life.</summary>
internal interface IHostProcess
{
    /// <summary>Starts this program with these words and returns the process id.</summary>
    Task<int> StartAsync(IReadOnlyList<string> words, string outputFile, CancellationToken cancel);
}
