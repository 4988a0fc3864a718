using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ChainTests : ServerTest
{
    private const int Runs = 50;

    [Fact]
    public async Task ContinueAsNew_FiftyRuns_IsOneChainAndNoSignalIsLost()
    {
        var first = (await StartAsync()).RunId;
        var runs = new List<string>();
        var signals = new List<string>();
        for (var i = 0; i < Runs; i++)
        {
            await SignalAsync($"{i}");
            if (i == Runs / 2)
            {
                await RestartAsync();
            }

            Time.Advance(TimeSpan.FromSeconds(1));
            var task = await PollAsync();
            runs.Add(task.WorkflowExecution.RunId);
            signals.AddRange(task.History.Events.Select(e => e.WorkflowExecutionSignaledEventAttributes?.SignalName).OfType<string>());
            await CompleteAsync(task, i < Runs - 1 ? ContinueAsNew() : Complete());
        }

        Assert.Equal(first, runs[0]);
        Assert.Equal(Enumerable.Range(0, Runs).Select(i => $"{i}"), signals);
        for (var i = 1; i < Runs; i++)
        {
            var started = (await HistoryAsync(runId: runs[i]))[0].WorkflowExecutionStartedEventAttributes;
            Assert.Equal((first, runs[i - 1], runs[i]), (started.FirstExecutionRunId, started.ContinuedExecutionRunId, started.OriginalExecutionRunId));
            var closed = (await HistoryAsync(runId: runs[i - 1]))[^1].WorkflowExecutionContinuedAsNewEventAttributes;
            Assert.Equal(runs[i], closed.NewExecutionRunId);
        }

        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    private static Command ContinueAsNew() => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new() { WorkflowType = new() { Name = "type" }, TaskQueue = new() { Name = Queue } },
    };
}
