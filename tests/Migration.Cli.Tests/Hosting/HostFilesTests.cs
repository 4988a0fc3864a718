using Migration.Cli.Hosting;
using Migration.Core.Configuration;

namespace Migration.Cli.Tests.Hosting;

public sealed class HostFilesTests : IDisposable
{
    private readonly HomeFolder _home = new(Directory.CreateTempSubdirectory("migration-host-").FullName);

    private HostFiles Files => new(_home);

    public void Dispose() => Directory.Delete(_home.Root, recursive: true);

    [Fact]
    public void Running_WithNothingThere_IsNull() => Assert.Null(Files.Running());

    [Fact]
    public void Running_WhileTheLockIsHeld_IsTheState()
    {
        using var hold = HostLock.TryTake(Files.Lock);
        var state = State(Environment.ProcessId);
        state.Write(Files.State);

        Assert.Equal(state, Files.Running());
    }

    [Fact]
    public void Running_AfterAKill_IsNull()
    {
        State(Environment.ProcessId).Write(Files.State);
        HostLock.TryTake(Files.Lock)!.Dispose();

        Assert.Null(Files.Running());
    }

    [Fact]
    public void Running_WhileASuccessorStarts_DoesNotBelieveTheOldState()
    {
        State(int.MaxValue).Write(Files.State);
        using var hold = HostLock.TryTake(Files.Lock);

        Assert.Null(Files.Running());
    }

    [Fact]
    public void Running_WithAHalfWrittenState_IsNull()
    {
        using var hold = HostLock.TryTake(Files.Lock);
        File.WriteAllText(Files.State, """{"pid":""");

        Assert.Null(Files.Running());
    }

    private static HostState State(int pid) => new(pid, "127.0.0.1:1", DateTimeOffset.UnixEpoch, Worker: true, Background: true, Config: null);
}
