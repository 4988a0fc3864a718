using Temporalio.Workflows;

namespace Temporalio.Tests.Client;

/// <summary>A workflow that clients talk to by expression; it never runs here.</summary>
[Workflow("Sample")]
internal sealed class SampleWorkflow
{
    private string last = string.Empty;

    [WorkflowQuery]
    public string Last => last;

    [WorkflowRun]
    public async Task<int> RunAsync(string input)
    {
        last = input;
        await Workflow.WaitConditionAsync(() => last.Length == 0);
        return last.Length;
    }

    [WorkflowSignal]
    public Task NoteAsync(string text)
    {
        last = text;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public string Echo(string text) => text + last;

    [WorkflowUpdate]
    public Task<int> AddAsync(int number) => Task.FromResult(last.Length + number);
}
