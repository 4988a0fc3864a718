using Microsoft.Extensions.Hosting;

namespace Migration.Worker;

/// <summary>
/// Database drivers that block hold threads of the pool, which grows only about once a second by itself. Heartbeats
/// need a free thread at any moment, or a healthy activity would be taken for dead.
/// </summary>
internal sealed class ThreadFloor : IHostedService
{
    private const int Threads = 32;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Threads), completions);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
