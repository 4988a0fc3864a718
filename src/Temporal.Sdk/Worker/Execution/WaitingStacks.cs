using System.Diagnostics;

namespace Temporalio.Worker.Execution;

/// <summary>Where the workflow's code is waiting, for the built-in query that asks.</summary>
internal sealed class WaitingStacks(WorkflowStackTrace form)
{
    internal const string QueryType = "__stack_trace";
    private readonly List<(Task Wait, StackTrace Stack)> waits = [];
    private int prunedAt = 16;

    /// <summary>Remembers who waits for the task.</summary>
    internal void Add(Task wait)
    {
        if (form == WorkflowStackTrace.None)
            return;
        if (waits.Count >= prunedAt)
        {
            waits.RemoveAll(known => known.Wait.IsCompleted);
            prunedAt = Math.Max(16, waits.Count * 2);
        }
        waits.Add((wait, new(fNeedFileInfo: form == WorkflowStackTrace.Normal)));
    }

    internal string Describe() => form == WorkflowStackTrace.None
        ? throw new InvalidOperationException(
            "Workflow stack traces are not enabled on this worker; TemporalWorkerOptions.WorkflowStackTrace enables them")
        : string.Join(
            "\n\n", waits.Where(known => !known.Wait.IsCompleted).Select(known => Describe(known.Stack)).Where(text => text.Length > 0));

    /// <summary>The user's frames: how the SDK and the runtime got there says nothing about the workflow.</summary>
    private static string Describe(StackTrace stack) => string.Join('\n', stack.ToString().Split(Environment.NewLine)
        .Where(line => line.Length > 0 && !IsOf(line, "Temporalio.Worker.") && !IsOf(line, "Temporalio.Workflows.Workflow.") &&
            !IsOf(line, "System.")));

    private static bool IsOf(string line, string prefix) => line.AsSpan().TrimStart().StartsWith($"at {prefix}");
}
