using Migration.Cli.Hosting;

namespace Migration.Cli.Tests.Hosting;

public sealed class HostLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migration-lock-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "inner", "host.lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TryTake_WhileHeld_GivesNull()
    {
        using var first = HostLock.TryTake(Path);

        Assert.NotNull(first);
        Assert.Null(HostLock.TryTake(Path));
    }

    [Fact]
    public void IsHeld_FollowsTheHolder()
    {
        Assert.False(HostLock.IsHeld(Path));
        using (HostLock.TryTake(Path))
            Assert.True(HostLock.IsHeld(Path));
        Assert.False(HostLock.IsHeld(Path));
    }

    [Fact]
    public void IsHeld_AskedByManyAtOnce_TakesNoneForTheHolder()
    {
        HostLock.TryTake(Path)!.Dispose();
        var answers = new bool[64];

        Parallel.For(0, answers.Length, i => answers[i] = HostLock.IsHeld(Path));

        Assert.DoesNotContain(true, answers);
    }

    [Fact]
    public async Task TakeAsync_WhenTheHolderLetsGo_Gets()
    {
        var first = HostLock.TryTake(Path)!;
        var waiting = HostLock.TakeAsync(Path, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        first.Dispose();

        using var second = await waiting;
        Assert.NotNull(second);
    }

    [Fact]
    public async Task TakeAsync_OutOfPatience_GivesNull()
    {
        using var first = HostLock.TryTake(Path);

        Assert.Null(await HostLock.TakeAsync(Path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
    }
}
