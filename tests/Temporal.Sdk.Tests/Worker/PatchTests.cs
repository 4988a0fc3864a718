using System.Text;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Commands;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class PatchTests
{
    [Fact]
    public void Patched_InNewRun_TakesNewPathAndLeavesMarker()
    {
        var answer = new RunHarness<PatchedWorkflow>().Start();

        Assert.Equal(["RecordMarker", "UpsertWorkflowSearchAttributes", "StartTimer"], answer.Kinds());
        var attribute = answer.Commands[1].UpsertWorkflowSearchAttributesCommandAttributes
            .SearchAttributes.IndexedFields["TemporalChangeVersion"];
        Assert.Equal("[\"change\"]", attribute.Data.ToStringUtf8());
    }

    [Fact]
    public void Patched_InRunWithoutMarker_TakesOldPath()
    {
        var run = new RunHarness<PatchedWorkflow>();
        run.History.Started(nameof(PatchedWorkflow)).Task().TaskCompleted();
        var activity = run.History.ActivityScheduled("1", "Old");
        run.History.ActivityCompleted(activity, null).Task();

        Assert.Equal("old", run.Process().ResultOf<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Patched_InRunWithMarker_TakesNewPath(bool withSearchAttribute)
    {
        var run = new RunHarness<PatchedWorkflow>();
        run.History.Started(nameof(PatchedWorkflow)).Task().TaskCompleted();
        AddMarker(run.History, deprecated: false, withSearchAttribute);
        var timer = run.History.TimerStarted("1");
        run.History.TimerFired(timer, "1").Task();

        Assert.Equal("new", run.Process().ResultOf<string>());
    }

    [Fact]
    public void DeprecatePatch_InRunWithMarker_MatchesIt()
    {
        var run = new RunHarness<DeprecatedWorkflow>();
        run.History.Started(nameof(DeprecatedWorkflow)).Task().TaskCompleted();
        AddMarker(run.History, deprecated: false, true);
        var timer = run.History.TimerStarted("1");
        run.History.TimerFired(timer, "1").Task();

        Assert.Equal("new", run.Process().ResultOf<string>());
    }

    [Fact]
    public void PatchRemoved_DeprecatedMarkerInHistory_IsSkipped()
    {
        var run = new RunHarness<UnpatchedWorkflow>();
        run.History.Started(nameof(UnpatchedWorkflow)).Task().TaskCompleted();
        AddMarker(run.History, deprecated: true, true);
        var timer = run.History.TimerStarted("1");
        run.History.TimerFired(timer, "1").Task();

        Assert.Equal("new", run.Process().ResultOf<string>());
    }

    [Fact]
    public void PatchRemoved_LiveMarkerInHistory_IsRefused()
    {
        var run = new RunHarness<UnpatchedWorkflow>();
        run.History.Started(nameof(UnpatchedWorkflow)).Task().TaskCompleted();
        AddMarker(run.History, deprecated: false, true);
        run.History.TimerStarted("1");
        run.History.Signaled("x").Task();

        Assert.Throws<WorkflowNondeterminismException>(() => run.Process());
    }

    private static void AddMarker(HistoryBuilder history, bool deprecated, bool withSearchAttribute)
    {
        history.Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new()
        {
            MarkerName = PatchCommands.MarkerName,
            Details =
            {
                [PatchCommands.DetailKey] = new()
                {
                    Payloads_ =
                    {
                        new Api.Common.V1.Payload
                        {
                            Data = Google.Protobuf.ByteString.CopyFrom(
                                $$"""{"id":"change","deprecated":{{(deprecated ? "true" : "false")}}}""", Encoding.UTF8),
                        },
                    },
                },
            },
        });
        if (!withSearchAttribute)
            return;
        history.Add(EventType.UpsertWorkflowSearchAttributes, e => e.UpsertWorkflowSearchAttributesEventAttributes = new()
        {
            SearchAttributes = new() { IndexedFields = { ["TemporalChangeVersion"] = new() } },
        });
    }

    [Workflow]
    public sealed class PatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            if (Workflow.Patched("change"))
            {
                await Workflow.DelayAsync(1000);
                return "new";
            }
            await Workflow.ExecuteActivityAsync("Old", [], new() { StartToCloseTimeout = TimeSpan.FromSeconds(1) });
            return "old";
        }
    }

    [Workflow]
    public sealed class DeprecatedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.DeprecatePatch("change");
            await Workflow.DelayAsync(1000);
            return "new";
        }
    }

    [Workflow]
    public sealed class UnpatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(1000);
            return "new";
        }
    }
}
