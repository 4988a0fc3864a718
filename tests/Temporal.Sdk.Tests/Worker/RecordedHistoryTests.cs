using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Histories of earlier versions, as the service exported them: every later version follows them.</summary>
public sealed class RecordedHistoryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Histories() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task History_OfTheSameCode_IsFollowed(string name)
    {
        var options = new WorkflowReplayerOptions();
        foreach (var type in LocalActivityWorkflows.All)
            options.AddWorkflow(type);

        var result = await new WorkflowReplayer(options).ReplayWorkflowAsync(await ReadAsync(name));

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task History_OfOtherCode_FailsAtTheFirstEventThatDiffers()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ChangedWorkflow>());

        var failure = await Assert.ThrowsAsync<WorkflowNondeterminismException>(
            async () => await replayer.ReplayWorkflowAsync(await ReadAsync("local-activities")));

        Assert.Contains("Event 7 TimerStarted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histories_SomeOfOtherCode_GiveAResultEach()
    {
        var replayer = new WorkflowReplayer(
            new WorkflowReplayerOptions().AddWorkflow<ChangedWorkflow>().AddWorkflow<LocalActivityWorkflows.OrderWorkflow>());

        var results = (await replayer.ReplayWorkflowsAsync(
            [await ReadAsync("local-activities"), await ReadAsync("local-activities-side-by-side")])).ToList();

        Assert.IsType<WorkflowNondeterminismException>(results[0].ReplayFailure);
        Assert.Null(results[1].ReplayFailure);
    }

    private static async Task<WorkflowHistory> ReadAsync(string name) =>
        WorkflowHistory.FromJson(name, await File.ReadAllTextAsync(Path.Combine(Folder, name + ".json")));

    /// <summary>Leaves out the timer after the second greeting.</summary>
    [Workflow("CallsWorkflow")]
    public sealed class ChangedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string names)
        {
            var greetings = new List<string>();
            foreach (var name in names)
            {
                greetings.Add(await Workflow.ExecuteLocalActivityAsync<string>(
                    "Greet", [$"{name}"], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) }));
            }
            return string.Join(", ", greetings);
        }
    }
}
