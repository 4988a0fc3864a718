using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class SignalAndQueryTests
{
    [Fact]
    public void Signals_SentBeforeTheFirstTask_ArriveInOrderBeforeTheRunMethod()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.History.Started(nameof(CollectWorkflow), 3).Signaled("Add", "a").Signaled("Add", "b").Task();
        run.Process();

        Assert.Equal(["a", "b", "run"], run.QueryValue<string[]>("Items"));
    }

    [Fact]
    public void Signals_EnoughOfThem_CompleteTheWorkflow()
    {
        var run = new RunHarness<CollectWorkflow>();
        Assert.Empty(run.Start(3).Commands);
        run.History.TaskCompleted().Signaled("Add", "a").Signaled("Add", "b").Task();

        Assert.Equal(["run", "a", "b"], run.Process().ResultOf<string[]>());
    }

    [Fact]
    public void Signal_WithUndecodableArguments_IsDropped()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.Start(3);
        run.History.TaskCompleted().Signaled("Add").Task();

        Assert.Empty(run.Process().Commands);
        Assert.Equal(["run"], run.QueryValue<string[]>("Items"));
    }

    [Fact]
    public void Signal_WithoutHandler_WaitsForTheHandler()
    {
        var run = new RunHarness<LateHandlerWorkflow>();
        run.Start();
        run.History.TaskCompleted().Signaled("late", "first").Signaled("late", "second").Task();
        Assert.Empty(run.Process().Commands);
        run.History.TaskCompleted().Signaled("Open").Task();

        Assert.Equal("first,second", run.Process().ResultOf<string>());
    }

    [Fact]
    public void Query_UnknownName_FailsWithTheKnownOnes()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.Start(3);

        var result = run.Query("Nothing");

        Assert.Equal(QueryResultType.Failed, result.ResultType);
        Assert.Contains("Items", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_ThatStartsATimer_FailsAndIssuesNothing()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.Start(3);

        Assert.Equal(QueryResultType.Failed, run.Query("Naughty").ResultType);
        run.History.TaskCompleted().Signaled("Add", "a").Task();
        Assert.Empty(run.Process().Commands);
    }

    [Fact]
    public void Query_OnReplayedRun_SeesTheState()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.Start(3);
        run.History.TaskCompleted().Signaled("Add", "a").Task();
        run.Process();
        run.History.TaskCompleted();
        run.Replay();

        Assert.Equal(["run", "a"], run.QueryValue<string[]>("Items"));
    }

    [Fact]
    public void Query_Metadata_NamesHandlersAndDetails()
    {
        var run = new RunHarness<CollectWorkflow>();
        run.Start(3);

        var metadata = run.QueryValue<Api.Sdk.V1.WorkflowMetadata>("__temporal_workflow_metadata");

        Assert.Equal("collecting", metadata.CurrentDetails);
        Assert.Contains(metadata.Definition.SignalDefinitions, signal => signal.Name == "Add");
    }

    [Workflow]
    public sealed class CollectWorkflow
    {
        private readonly List<string> items = [];

        [WorkflowQuery]
        public IReadOnlyList<string> Items => items;

        [WorkflowRun]
        public async Task<IReadOnlyList<string>> RunAsync(int count)
        {
            Workflow.CurrentDetails = "collecting";
            items.Add("run");
            await Workflow.WaitConditionAsync(() => items.Count >= count && count > 0 && items[^1] != "run");
            return items;
        }

        [WorkflowSignal]
        public Task AddAsync(string item)
        {
            items.Add(item);
            return Task.CompletedTask;
        }

        [WorkflowQuery]
        public string Naughty()
        {
            _ = Workflow.DelayAsync(1000);
            return "done";
        }
    }

    [Workflow]
    public sealed class LateHandlerWorkflow
    {
        private readonly List<string> items = [];
        private bool open;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => open);
            Workflow.Signals["late"] = WorkflowSignalDefinition.CreateWithoutAttribute("late", (string item) =>
            {
                items.Add(item);
                return Task.CompletedTask;
            });
            await Workflow.WaitConditionAsync(() => items.Count == 2);
            return string.Join(",", items);
        }

        [WorkflowSignal]
        public Task OpenAsync()
        {
            open = true;
            return Task.CompletedTask;
        }
    }
}
