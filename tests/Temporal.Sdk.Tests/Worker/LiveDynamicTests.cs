using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class LiveDynamicTests(LiveService service) : IClassFixture<LiveService>
{
    private readonly string queue = Guid.NewGuid().ToString();

    [Fact]
    public async Task Names_WithoutAHandler_GoToTheDynamicOnes()
    {
        using var worker = service.Worker(queue, options => options.AddWorkflow<AnyWorkflow>().AddActivity(AnyActivity));

        await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync("Whatever", ["a", 1], new(id: queue, taskQueue: queue));
            await handle.SignalAsync("Poke", ["b"]);
            Assert.Equal("Add c", await handle.ExecuteUpdateAsync<string>("Add", ["c"]));
            Assert.Equal("List: Poke b, Add c", await handle.QueryAsync<string>("List", []));
            await handle.SignalAsync("Stop", ["now"]);
            Assert.Equal("Whatever(a, 1): Poke b, Add c, Stop now; local Some d; Some d", await handle.GetResultAsync<string>());
            var replayer = new Temporalio.Worker.WorkflowReplayer(
                new Temporalio.Worker.WorkflowReplayerOptions().AddWorkflow<AnyWorkflow>());
            await replayer.ReplayWorkflowAsync(await handle.FetchHistoryAsync());
        }).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Activity(Dynamic = true)]
    private static string AnyActivity(IRawValue[] args)
    {
        var context = ActivityExecutionContext.Current;
        return $"{(context.Info.IsLocal ? "local " : string.Empty)}{context.Info.ActivityType} " +
            context.PayloadConverter.ToValue<string>(args[0]);
    }

    [Workflow(Dynamic = true)]
    public sealed class AnyWorkflow
    {
        private readonly List<string> notes = [];

        [WorkflowRun]
        public async Task<string> RunAsync(IRawValue[] args)
        {
            await Workflow.WaitConditionAsync(() => notes.Contains("Stop now"));
            var converter = Workflow.PayloadConverter;
            var options = TimeSpan.FromMinutes(1);
            var local = await Workflow.ExecuteLocalActivityAsync<string>("Some", ["d"], new() { StartToCloseTimeout = options });
            var remote = await Workflow.ExecuteActivityAsync<string>("Some", ["d"], new() { StartToCloseTimeout = options });
            return $"{Workflow.Info.WorkflowType}({converter.ToValue<string>(args[0])}, {converter.ToValue<int>(args[1])}): " +
                $"{string.Join(", ", notes)}; {local}; {remote}";
        }

        /// <summary>A handler may wait, as others may.</summary>
        [WorkflowSignal(Dynamic = true)]
        public async Task SignalAsync(string name, IRawValue[] args)
        {
            await Workflow.DelayAsync(1);
            Note(name, args);
        }

        [WorkflowQuery(Dynamic = true)]
        public string Query(string name, IRawValue[] args) => $"{name}: {string.Join(", ", notes)}";

        [WorkflowUpdate(Dynamic = true)]
        public async Task<string> UpdateAsync(string name, IRawValue[] args)
        {
            await Workflow.WaitConditionAsync(() => notes.Count > 0);
            return Note(name, args);
        }

        private string Note(string name, IRawValue[] args)
        {
            notes.Add($"{name} {Workflow.PayloadConverter.ToValue<string>(args[0])}");
            return notes[^1];
        }
    }
}
