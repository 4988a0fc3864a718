using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class EndingTests
{
    [Fact]
    public void Run_ThrowsFailure_FailsTheWorkflow()
    {
        var fail = Assert.Single(new RunHarness<EndWorkflow>().Start("failure").Commands);

        Assert.Equal("broken", fail.FailWorkflowExecutionCommandAttributes.Failure.Message);
    }

    [Fact]
    public void Run_ThrowsOtherException_FailsTheTaskOnly() =>
        Assert.Throws<InvalidOperationException>(() => new RunHarness<EndWorkflow>().Start("bug"));

    [Fact]
    public void Run_ThrowsListedException_FailsTheWorkflow()
    {
        var run = new RunHarness<EndWorkflow>(failures: [typeof(InvalidOperationException)]);

        Assert.Equal(["FailWorkflowExecution"], run.Start("bug").Kinds());
    }

    [Fact]
    public void Run_ContinuesAsNew_CarriesMemoAndSearchAttributes()
    {
        var answer = new RunHarness<EndWorkflow>().Start("continue");

        Assert.Equal(
            ["ModifyWorkflowProperties", "UpsertWorkflowSearchAttributes", "ContinueAsNewWorkflowExecution"],
            answer.Kinds());
        var next = answer.Commands[2].ContinueAsNewWorkflowExecutionCommandAttributes;
        Assert.Equal("EndWorkflow", next.WorkflowType.Name);
        Assert.Equal("1", next.Memo.Fields["attempt"].Data.ToStringUtf8());
        Assert.True(next.SearchAttributes.IndexedFields.ContainsKey("Phase"));
        Assert.True(answer.ClosesRun);
    }

    [Fact]
    public void Commands_AfterTheEnd_GoBeforeTheClosingOne()
    {
        var answer = new RunHarness<EndWorkflow>().Start("late");

        Assert.Equal(["StartTimer", "CompleteWorkflowExecution"], answer.Kinds());
    }

    [Fact]
    public void Cancel_InCleanupWithOwnToken_RunsTheCleanup()
    {
        var run = new RunHarness<EndWorkflow>();
        run.Start("cleanup");
        run.History.TaskCompleted();
        run.History.TimerStarted("1");
        run.History.CancelRequested().Task();

        Assert.Equal(["CancelTimer", "ScheduleActivityTask"], run.Process().Kinds());
    }

    [Fact]
    public void Info_OfTask_ComesFromHistory()
    {
        var run = new RunHarness<EndWorkflow>();
        run.History.Started(nameof(EndWorkflow), "info").Task(started =>
        {
            started.SuggestContinueAsNew = true;
            started.HistorySizeBytes = 4711;
        });

        Assert.Equal("workflow 3 4711 True", run.Process().ResultOf<string>());
    }

    [Fact]
    public void Random_OnReplay_RepeatsItself()
    {
        var run = new RunHarness<EndWorkflow>();
        var first = run.Start("random").ResultOf<string>();

        Assert.Equal(first, run.ProcessUncached().ResultOf<string>());
        Assert.Equal('4', first[14]);
    }

    [Fact]
    public void Logger_OnReplay_IsSilent()
    {
        using var loggers = new CountingLoggers();
        var run = new RunHarness<EndWorkflow>(loggers);
        run.Start("log");
        Assert.Equal(1, loggers.Count);
        run.History.TaskCompleted();
        run.History.TimerStarted("1");
        run.History.Signaled("x").Task();

        run.ProcessUncached();

        Assert.Equal(1, loggers.Count);
    }

    [Fact]
    public void ForeignTask_Awaited_FailsTheNextTask()
    {
        using var loggers = new CountingLoggers();
        var run = new RunHarness<EndWorkflow>(loggers);
        Assert.Empty(run.Start("foreign").Commands);
        Foreign.SetResult();
        Assert.True(SpinWait.SpinUntil(() => loggers.Count == 1, TimeSpan.FromSeconds(30)));
        run.History.TaskCompleted().Signaled("x").Task();

        Assert.Throws<InvalidWorkflowSchedulerException>(() => run.Process());
    }

    [Fact]
    public void Metadata_OfReplayRules_IsSentUntilHistoryHasIt()
    {
        var run = new RunHarness<EndWorkflow>();
        var metadata = run.Start("cleanup").SdkMetadata;
        Assert.NotNull(metadata);
        Assert.Equal([1u, 2u, 3u], metadata.CoreUsedFlags);
        run.History.Add(EventType.WorkflowTaskCompleted, e =>
            e.WorkflowTaskCompletedEventAttributes = new() { SdkMetadata = metadata });
        run.History.TimerStarted("1");
        run.History.Signaled("x").Task();

        Assert.Null(run.Process().SdkMetadata);
    }

    private static readonly TaskCompletionSource Foreign = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class CountingLoggers : ILoggerFactory, ILogger
    {
        internal int Count { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => Assert.Fail("No provider is wanted");

        public void Dispose() => Count = 0;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Count++;
    }

    [Workflow]
    public sealed class EndWorkflow
    {
        private static readonly SearchAttributeKey<string> Phase = SearchAttributeKey.CreateKeyword("Phase");

        [WorkflowRun]
        public async Task<string> RunAsync(string how)
        {
            switch (how)
            {
                case "failure":
                    throw new ApplicationFailureException("broken");
                case "bug":
                    throw new InvalidOperationException("bug");
                case "continue":
                    Workflow.UpsertMemo(MemoUpdate.ValueSet("attempt", 1));
                    Workflow.UpsertTypedSearchAttributes(Phase.ValueSet("copying"));
                    throw Workflow.CreateContinueAsNewException((EndWorkflow workflow) => workflow.RunAsync("done"));
                case "late":
                    _ = Workflow.RunTaskAsync(() => Workflow.DelayAsync(1000));
                    return "done";
                case "info":
                    return $"{Workflow.Info.WorkflowId} {Workflow.CurrentHistoryLength} " +
                        $"{Workflow.CurrentHistorySize} {Workflow.ContinueAsNewSuggested}";
                case "random":
                    return Workflow.NewGuid().ToString();
                case "foreign":
                    await Foreign.Task;
                    return how;
                case "log":
                    Workflow.Logger.LogInformation("once");
                    await Workflow.DelayAsync(1000);
                    return how;
                default:
                    return await CleanUpAsync();
            }
        }

        private static async Task<string> CleanUpAsync()
        {
            try
            {
                await Workflow.DelayAsync(1000);
            }
            finally
            {
                await Workflow.ExecuteActivityAsync("Undo", [], new()
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(1),
                    CancellationToken = CancellationToken.None,
                });
            }
            return "done";
        }
    }
}
