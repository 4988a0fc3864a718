using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

/// <summary>Workers that go away in the middle of a poll take no task with them.</summary>
public sealed class LeavingWorkerTests : ServerTest
{
    private const int Workflows = 60;

    [Fact]
    public async Task Polls_CancelledWhileTasksArrive_LoseNone()
    {
        var random = new Random(7);
        for (var i = 0; i < Workflows; i++)
        {
            using var patience = new CancellationTokenSource();
            var polls = Enumerable.Range(0, 3).Select(_ => LeaveAsync(patience.Token)).ToList();
            var start = StartAsync($"wf{i}");
            for (var spins = random.Next(200); spins > 0; spins--)
            {
                await Task.Yield();
            }

            await patience.CancelAsync();
            await start;
            await Task.WhenAll(polls);
        }

        // What was on the wire in that moment comes back when its time is over.
        Time.Advance(TimeSpan.FromSeconds(10));
        var found = new HashSet<string>();
        while (found.Count < Workflows)
        {
            var task = await PollAsync();
            Assert.True(found.Add(task.WorkflowExecution.WorkflowId));
            await CompleteAsync(task, Complete());
        }
    }

    /// <summary>Polls until it is cancelled; a task that it got nevertheless is left alone.</summary>
    private async Task LeaveAsync(CancellationToken cancel)
    {
        using var channel = new GrpcChannel(new() { Address = Address });
        try
        {
            await channel.UnaryCallAsync(
                "temporal.api.workflowservice.v1.WorkflowService",
                "PollWorkflowTaskQueue",
                new PollWorkflowTaskQueueRequest { Namespace = Ns, TaskQueue = new() { Name = Queue }, Identity = "leaver" },
                PollWorkflowTaskQueueResponse.Parser,
                new GrpcCallOptions { CancellationToken = cancel });
        }
        catch (OperationCanceledException)
        {
            // That is what it came for.
        }
    }
}
