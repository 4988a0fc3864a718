using Temporalio.Common;
using Temporalio.Worker;

namespace Migration.Workflows.Tests;

/// <summary>Executions that are open when a new version is deployed must go on: their histories replay with today's code.</summary>
public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Recorded =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Histories"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replay_RecordedHistory_IsDeterministic(string file)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Histories", file));
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<MigrationWorkflow>().AddWorkflow<TableMigrationWorkflow>());
        var replayed = await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson(file, json));
        Assert.Null(replayed.ReplayFailure);
    }
}
