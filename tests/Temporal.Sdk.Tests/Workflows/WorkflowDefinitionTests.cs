using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public sealed class WorkflowDefinitionTests
{
    [Fact]
    public void Definition_OfClass_NamesItsHandlers()
    {
        var definition = WorkflowDefinition.Create<GoodWorkflow>();

        Assert.Equal("GoodWorkflow", definition.Name);
        Assert.Equal(["Poke", "renamed"], definition.Signals.Keys.Order());
        Assert.Equal(["Progress", "State"], definition.Queries.Keys.Order());
        Assert.Equal(["Change"], definition.Updates.Keys);
        Assert.NotNull(definition.DynamicSignal);
        Assert.True(definition.Instantiable);
    }

    [Fact]
    public void Definition_OfInterface_DropsTheLeadingIAndIsNotInstantiable()
    {
        var definition = WorkflowDefinition.Create<IGoodWorkflow>();

        Assert.Equal("GoodWorkflow", definition.Name);
        Assert.False(definition.Instantiable);
    }

    [Fact]
    public void Definition_WithInitConstructor_PassesTheArguments()
    {
        var definition = WorkflowDefinition.Create<InitWorkflow>();

        var workflow = Assert.IsType<InitWorkflow>(definition.CreateWorkflowInstance(["plan"]));

        Assert.Equal("plan", workflow.Plan);
    }

    [Fact]
    public void Definition_WithManyMistakes_NamesAllAtOnce()
    {
        var e = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create<BadWorkflow>());

        var problems = e.InnerExceptions.Select(inner => inner.Message).ToList();
        Assert.Contains(problems, problem => problem.Contains("must return an instance of Task", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("must return Task", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("must return a value", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("must be public", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Missing", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("does not have a valid WorkflowRun", StringComparison.Ordinal));
    }

    [Fact]
    public void Definition_WithoutMark_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create<WorkflowDefinitionTests>());

    [Fact]
    public void Signal_WithReservedName_IsRefused() => Assert.Throws<ArgumentException>(
        () => WorkflowSignalDefinition.CreateWithoutAttribute("__temporal_x", () => Task.CompletedTask));

    [Fact]
    public void Workflow_OutsideOfOne_SaysSo()
    {
        Assert.False(Workflow.InWorkflow);
        Assert.Throws<InvalidOperationException>(() => Workflow.Info);
    }

    [Workflow]
    public interface IGoodWorkflow
    {
        [WorkflowRun]
        Task RunAsync();
    }

    [Workflow]
    public sealed class GoodWorkflow
    {
        [WorkflowQuery]
        public string State => "good";

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task PokeAsync() => Task.CompletedTask;

        [WorkflowSignal("renamed")]
        public Task OtherAsync() => Task.CompletedTask;

        [WorkflowSignal(Dynamic = true)]
        public Task AnyAsync(string name, IRawValue[] args) => Task.CompletedTask;

        [WorkflowQuery]
        public int Progress() => 1;

        [WorkflowUpdate]
        public Task ChangeAsync(int value) => Task.CompletedTask;

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void ValidateChange(int value) => ArgumentOutOfRangeException.ThrowIfNegative(value);
    }

    [Workflow]
    public sealed class InitWorkflow
    {
        [WorkflowInit]
        public InitWorkflow(string plan) => Plan = plan;

        public string Plan { get; }

        [WorkflowRun]
        public Task RunAsync(string plan) => Task.CompletedTask;
    }

    [Workflow]
    public sealed class BadWorkflow
    {
        [WorkflowRun]
        public int Run() => 1;

        [WorkflowSignal]
        public void Signal() => Assert.Fail("never called");

        [WorkflowQuery]
        public void Query() => Assert.Fail("never called");

        [WorkflowUpdate]
        internal Task UpdateAsync() => Task.CompletedTask;

        [WorkflowUpdateValidator("Missing")]
        public void Validate() => Assert.Fail("never called");
    }
}
