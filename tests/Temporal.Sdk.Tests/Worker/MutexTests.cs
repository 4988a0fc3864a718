using Temporalio.Workflows;
using Mutex = Temporalio.Workflows.Mutex;
using Semaphore = Temporalio.Workflows.Semaphore;

namespace Temporalio.Tests.Worker;

public sealed class MutexTests
{
    [Fact]
    public void Mutex_WithThreeTasks_LetsThemInOneByOneInOrder() =>
        Assert.Equal("1+1-2+2-3+3-", new RunHarness<MutexWorkflow>().Start().ResultOf<string>());

    [Fact]
    public void Semaphore_WithManyTasks_NeverExceedsItsCount() =>
        Assert.Equal(2, new RunHarness<SemaphoreWorkflow>().Start().ResultOf<int>());

    [Fact]
    public void Semaphore_OutsideWorkflow_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new Semaphore(1));

    [Workflow]
    public sealed class MutexWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var mutex = new Mutex();
            var log = string.Empty;
            await Workflow.WhenAllAsync(Enumerable.Range(1, 3).Select(async i =>
            {
                await mutex.WaitOneAsync();
                log += $"{i}+";
                await Workflow.RunTaskAsync(() => Task.CompletedTask);
                log += $"{i}-";
                mutex.ReleaseMutex();
            }));
            return log;
        }
    }

    [Workflow]
    public sealed class SemaphoreWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var semaphore = new Semaphore(2);
            var (inside, most) = (0, 0);
            await Workflow.WhenAllAsync(Enumerable.Range(1, 10).Select(async _ =>
            {
                await semaphore.WaitAsync();
                most = Math.Max(most, ++inside);
                await Workflow.RunTaskAsync(() => Task.CompletedTask);
                inside--;
                semaphore.Release();
            }));
            return most;
        }
    }
}
