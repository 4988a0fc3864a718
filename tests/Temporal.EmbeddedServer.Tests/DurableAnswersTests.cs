using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Api.Transport;
using Temporal.EmbeddedServer.Runs;

namespace Temporal.EmbeddedServer.Tests;

public sealed class DurableAnswersTests
{
    [Fact]
    public async Task Add_CommitNotOnDisk_IsAnsweredAfterTheFlush()
    {
        using var disk = new SemaphoreSlim(0);
        await using var answers = new DurableAnswers(disk.Wait, NullLogger.Instance);
        var operation = Done();

        answers.Add(1, [operation]);
        Assert.False(operation.Result.IsCompleted);
        disk.Release();

        Assert.True(await operation.Result);
    }

    [Fact]
    public async Task Add_NothingNewSinceTheLastFlush_IsAnsweredAtOnce()
    {
        var flushes = 0;
        await using var answers = new DurableAnswers(() => flushes++, NullLogger.Instance);
        var written = Done();
        answers.Add(1, [written]);
        await written.Result;
        var read = Done();

        answers.Add(1, [read]);

        Assert.True(await read.Result);
        Assert.Equal(1, flushes);
    }

    [Fact]
    public async Task Add_WhileTheDiskIsBusy_OneFlushServesAllThatCame()
    {
        using var disk = new SemaphoreSlim(0);
        using var busy = new SemaphoreSlim(0);
        var flushes = 0;
        await using var answers = new DurableAnswers(() => { flushes++; busy.Release(); disk.Wait(); }, NullLogger.Instance);
        var operations = Enumerable.Range(1, 20).Select(_ => Done()).ToList();
        answers.Add(1, [operations[0]]);
        await busy.WaitAsync();
        for (var commit = 1; commit < operations.Count; commit++) answers.Add(commit + 1, [operations[commit]]);

        disk.Release(2);
        await Task.WhenAll(operations.Select(operation => operation.Result));

        Assert.Equal(2, flushes);
    }

    [Fact]
    public async Task Add_DiskRefuses_RefusesTheCallAndSaysThatNothingIsDurableAnyMore()
    {
        await using var answers = new DurableAnswers(() => throw new IOException("no space"), NullLogger.Instance);
        var operation = Done();

        answers.Add(1, [operation]);

        var refused = await Assert.ThrowsAsync<GrpcException>(() => operation.Result);
        Assert.Equal(GrpcStatusCode.Unavailable, refused.StatusCode);
        Assert.NotNull(answers.Broken);
    }

    private static Operation<bool> Done()
    {
        var operation = new Operation<bool>(_ => true);
        var transaction = new Transaction(null!, null!, DateTimeOffset.UnixEpoch, () => 1) { Queues = null!, SearchAttributes = null! };
        operation.Transaction = transaction;
        operation.Run(transaction);
        return operation;
    }
}
