using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Core.Configuration;

namespace Migration.Cli.Tests.Hosting;

public sealed class HostStarterTests : IDisposable
{
    private readonly HomeFolder _home = new(Directory.CreateTempSubdirectory("migration-start-").FullName);

    private HostFiles Files => new(_home);

    private HostRequest Request => new(_home.Root, "/c.yaml", Port: 0, TimeSpan.FromMinutes(10));

    public void Dispose() => Directory.Delete(_home.Root, recursive: true);

    [Fact]
    public async Task Ensure_ByManyAtOnce_StartsOneHost()
    {
        using var process = new FakeHost(Files);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => new HostStarter(Files, process, TimeProvider.System).EnsureAsync(Request, CancellationToken.None))));

        Assert.Equal(1, process.Starts);
        Assert.Single(answers, answer => answer.Started);
        Assert.All(answers, answer => Assert.Equal("127.0.0.1:1", answer.Host.Address));
    }

    [Fact]
    public async Task Ensure_WithAHostThatDiesAtOnce_TellsItsLastWords()
    {
        var starter = new HostStarter(Files, new DyingHost(), TimeProvider.System);

        var error = await Assert.ThrowsAsync<CliException>(() => starter.EnsureAsync(Request, CancellationToken.None));

        Assert.Equal(CliErrorCodes.HostFailed, error.Code);
        Assert.Contains("error PORT_IN_USE: taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_OfARequest_NameHomeConfigurationPortAndTimeout() =>
        Assert.Equal(
            ["server", "run", "--background", "--home", "/h", "--config", "/c", "--temporal-port", "7", "--idle-timeout", "1500ms"],
            new HostRequest("/h", "/c", 7, TimeSpan.FromSeconds(1.5)).Words);

    /// <summary>This process plays the host: it takes the lock and writes the state.</summary>
    private sealed class FakeHost(HostFiles files) : IHostProcess, IDisposable
    {
        private HostLock? _held;

        public int Starts { get; private set; }

        public Task<int> StartAsync(IReadOnlyList<string> words, string outputFile, CancellationToken cancel)
        {
            Starts++;
            _held = HostLock.TryTake(files.Lock);
            new HostState(Environment.ProcessId, "127.0.0.1:1", DateTimeOffset.UnixEpoch, true, true, null).Write(files.State);
            return Task.FromResult(Environment.ProcessId);
        }

        public void Dispose() => _held?.Dispose();
    }

    private sealed class DyingHost : IHostProcess
    {
        public async Task<int> StartAsync(IReadOnlyList<string> words, string outputFile, CancellationToken cancel)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(outputFile)!);
            await File.WriteAllTextAsync(outputFile, "error PORT_IN_USE: taken\n", cancel);
            return int.MaxValue;
        }
    }
}
