using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class LocalActivityReplayTests
{
    [Fact]
    public void Marker_OfTheSameActivity_GivesItsResultAndTime()
    {
        var run = new RunHarness<GreetWorkflow>();
        run.History.Started(nameof(GreetWorkflow)).Task().TaskCompleted();
        Marker(run.History, "Greet", "hello");
        run.History.Task();

        run.Process();

        Assert.Equal("hello 1767312000", run.QueryValue<string>("Text"));
    }

    [Fact]
    public void Marker_AfterTasksThatOnlyKeptItAlive_GivesItsResult()
    {
        var run = new RunHarness<GreetWorkflow>();
        run.History.Started(nameof(GreetWorkflow)).Task().TaskCompleted().Task().TaskCompleted().Task().TaskCompleted();
        Marker(run.History, "Greet", "hello");
        run.History.Task();

        run.Process();

        Assert.StartsWith("hello", run.QueryValue<string>("Text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Marker_OfAnotherActivity_IsNamedAsTheFirstDifference()
    {
        var run = new RunHarness<GreetWorkflow>();
        run.History.Started(nameof(GreetWorkflow)).Task().TaskCompleted();
        Marker(run.History, "Insult", "bah");
        run.History.Task();

        var difference = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("Event 5 MarkerRecorded", difference.Message, StringComparison.Ordinal);
        Assert.Contains("'Insult'", difference.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Marker_WithoutACall_IsNamedAsTheFirstDifference()
    {
        var run = new RunHarness<IdleWorkflow>();
        run.History.Started(nameof(IdleWorkflow)).Task().TaskCompleted();
        Marker(run.History, "Greet", "hello");
        run.History.Task();

        var difference = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("Event 5 MarkerRecorded", difference.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryOfCalls_WithoutItsMarker_IsNamedAsTheFirstDifference()
    {
        var run = new RunHarness<GreetWorkflow>();
        run.History.Started(nameof(GreetWorkflow)).Task().TaskCompleted();
        run.History.ActivityScheduled("1", "Greet");
        run.History.Task();

        var difference = Assert.Throws<WorkflowNondeterminismException>(() => run.Process());

        Assert.Contains("Event 5 ActivityTaskScheduled", difference.Message, StringComparison.Ordinal);
    }

    private static void Marker(HistoryBuilder history, string type, string result) =>
        history.Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new()
        {
            MarkerName = "core_local_activity",
            Details =
            {
                ["data"] = new()
                {
                    Payloads_ =
                    {
                        new Api.Common.V1.Payload
                        {
                            Data = ByteString.CopyFromUtf8(
                                "{\"seq\":1,\"attempt\":1,\"activity_id\":\"1\",\"activity_type\":\"" + type +
                                "\",\"complete_time\":{\"seconds\":1767312000,\"nanos\":5},\"backoff\":null," +
                                "\"original_schedule_time\":{\"seconds\":1767312000,\"nanos\":0}}"),
                        },
                    },
                },
                ["result"] = HistoryBuilder.Payloads(result),
            },
        });

    [Workflow]
    public sealed class GreetWorkflow
    {
        [WorkflowQuery]
        public string Text { get; private set; } = string.Empty;

        [WorkflowRun]
        public async Task RunAsync()
        {
            var greeting = await Workflow.ExecuteLocalActivityAsync<string>(
                "Greet", [], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
            Text = $"{greeting} {new DateTimeOffset(Workflow.UtcNow).ToUnixTimeSeconds()}";
            await Workflow.WaitConditionAsync(() => false);
        }
    }

    [Workflow]
    public sealed class IdleWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
    }
}
